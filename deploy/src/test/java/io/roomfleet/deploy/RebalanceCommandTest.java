package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Answer;
import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code roomfleet rebalance} and {@code plan --replay}: what they send, and what they say. */
class RebalanceCommandTest {
  private static final String FIGURES =
      "{\"costPerHour\":41.2,\"running\":12,\"withoutPlace\":1,\"hottestAgent\":\"eu-west-1\",\"hottestHeat\":0.94}";
  private static final String ONE =
      """
      {"id":"rebalance-1","state":"%s","by":"token:admin","cause":"asked for","summary":"1 to move",
       "startedAt":"2026-11-11T19:00:00Z","endedAt":null,"ended":null,"before":%s,"expected":%s,
       "after":null,"total":1,"done":%d,"failed":%d,"moves":[{"kind":"HOT_AGENTS","roomId":"room-1",
       "subRoomId":"de","fromRegion":"eu-west","fromAgentId":"eu-west-1","toRegion":"eu-west",
       "toAgentId":"eu-west-2","viewers":4000,"savesPerHour":17.9,"reason":"eu-west-1 is hot",
       "state":"%s","tries":1,"begunAt":null,"endedAt":null,"outcome":null}]}
      """;

  private final CommandStage stage;

  RebalanceCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private static String one(String state, int done, int failed, String move) {
    return ONE.formatted(state, FIGURES, FIGURES, done, failed, move);
  }

  @Test
  void aPlanIsADryRunOfTheKindsThatAreNamed() {
    stage.answer("/v1/rebalances", 200, one("DRY_RUN", 0, 0, "WAITING"));
    Result result = stage.run("rebalance", "plan", "--kind", "hot-agents,cost");
    assertThat(result.code()).isZero();
    assertThat(stage.bodies)
        .containsExactly("{\"dryRun\":true,\"kinds\":[\"HOT_AGENTS\",\"COST\"]}");
    assertThat(result.out())
        .contains("eu-west-1 in eu-west")
        .contains("eu-west-2 in eu-west")
        .contains("eu-west-1 (94 %)");
  }

  @Test
  void anUnknownKindIsRefusedWithThoseThatThereAre() {
    Result result = stage.run("rebalance", "plan", "--kind", "luck");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("kind: luck (expected: no-place, hot-agents, cost)");
  }

  @Test
  void waitingEndsWithTheRebalanceAndSaysByTheExitCodeHowItEnded() {
    stage.answer("/v1/rebalances", 201, one("RUNNING", 0, 0, "WAITING"));
    stage.answer(
        "/v1/rebalances/rebalance-1",
        new Answer(
            503, "{\"status\":503,\"title\":\"x\",\"code\":\"unavailable\",\"detail\":\"y\"}"),
        new Answer(200, one("RUNNING", 0, 0, "MOVING")),
        new Answer(200, one("COMPLETED", 1, 0, "DONE")));
    Result done = stage.run("rebalance", "start", "--wait");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.err()).contains("moved 0 of 1, 1 moving");
    assertThat(done.out()).contains("rebalance-1: COMPLETED").contains("moved 1 of 1");
  }

  @Test
  void whatEndedEarlyIsSaidByTheExitCode() {
    stage.answer("/v1/rebalances", 201, one("RUNNING", 0, 0, "WAITING"));
    stage.answer("/v1/rebalances/rebalance-1", 200, one("STOPPED", 0, 1, "SKIPPED"));
    assertThat(stage.run("rebalance", "start", "--wait").code()).isEqualTo(1);
  }

  @Test
  void theListSaysWhatTheFleetDoesByItself() {
    String modes = "{\"NO_PLACE\":\"AUTO\",\"HOT_AGENTS\":\"AUTO\",\"COST\":\"SUGGEST\"}";
    String list = "{\"rebalances\":[%s],\"modes\":%s,\"asOf\":\"2026-11-11T19:00:00Z\"}";
    stage.answer("/v1/rebalances", 200, list.formatted(one("COMPLETED", 1, 0, "DONE"), modes));
    Result result = stage.run("rebalance", "list");
    assertThat(result.out()).contains("suggest").contains("rebalance-1").contains("1 of 1");
  }

  @Test
  void anEveningIsReplayedAtThePricesThatAreGiven() {
    stage.answer(
        "/v1/plans:replay",
        200,
        """
        {"roomId":"room-1","priceFactors":{"latency":4.0},"summary":"1 of 3 decisions would have been others",
         "decisions":3,"other":1,"passedOver":0,"costPerHour":9.0,"costPerHourThen":7.0,"changed":[
         {"sequence":7,"at":"2026-11-11T19:00:00Z","subRoomId":"de","type":"placement.decided",
          "kind":"region","chosen":"far","instead":"near","cost":5.0,"costInstead":3.0,
          "terms":{"latency":1.0,"egress":1.0},"termsInstead":{"egress":3.0}}]}
        """);
    Result result = stage.run("plan", "--replay", "room-1", "--price", "latency=4");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(stage.bodies)
        .containsExactly("{\"roomId\":\"room-1\",\"priceFactors\":{\"latency\":4.0}}");
    assertThat(result.out())
        .contains("1 of 3 decisions would have been others")
        .contains("far")
        .contains("near")
        .contains("egress 1.00 → 3.00, latency 1.00 → 0.00");
  }
}
