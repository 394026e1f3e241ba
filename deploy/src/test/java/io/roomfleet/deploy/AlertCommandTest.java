package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code roomfleet alert}, {@code alert-rule} and {@code room prompts}. */
class AlertCommandTest {
  private static final String ALERT =
      """
      {"id":"r.1","rule":"stall-ratio","title":"viewers stall","severity":"CRITICAL","state":"RAISED","roomId":"r",
       "subject":{"kind":"REGION","id":"eu-west"},"subRooms":["de"],"regions":["eu-west"],"cause":"REGION",
       "causeText":"only in eu-west: agent eu-west-1 or its network","symptoms":["viewers-dropping"],"value":"12.4 %",
       "expected":"below 5.0 %","since":"2026-11-11T18:00:00Z","raisedAt":"2026-11-11T18:00:10Z","acknowledged":null,
       "resolvedAt":null,"resolution":null,"partOf":null}
      """;
  private static final String RULE =
      """
      {"id":"stall-ratio@fleet","rule":"stall-ratio","name":"viewers stall","severity":"CRITICAL","roomId":null,"subRoomId":null,
       "enabled":true,"threshold":0.1,"unit":"part","durationSeconds":30,"readyMade":false,"by":"anna","changedAt":null}
      """;

  private final CommandStage stage;

  AlertCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void alertsAreListedByWhatIsAskedFor() {
    stage.answer(
        "/v1/alerts",
        200,
        "{\"alerts\":["
            + ALERT
            + "],\"asOf\":\"2026-11-11T18:00:11Z\",\"nextPageToken\":\"next\"}");
    Result result = stage.run("alert", "list", "--state", "RAISED", "--region", "eu-west", "--utc");
    assertThat(result.code()).isZero();
    assertThat(stage.asked)
        .containsExactly("GET /v1/alerts?state=RAISED&region=eu-west&pageSize=50");
    assertThat(result.out()).contains("r.1", "CRITICAL", "eu-west", "--page-token next");
    assertThat(stage.run("alert", "list", "--json").out()).contains("\"nextPageToken\":\"next\"");
  }

  @Test
  void oneIsShownAndAcknowledged() {
    stage.answer("/v1/alerts/r.1", 200, ALERT);
    Result shown = stage.run("alert", "show", "r.1", "--utc");
    assertThat(shown.out())
        .contains("viewers stall, eu-west: RAISED", "REGION: only in eu-west", "viewers-dropping");
    stage.answer("/v1/alerts/r.1:acknowledge", 200, ALERT);
    Result known = stage.run("alert", "acknowledge", "r.1", "--note", "on it");
    assertThat(known.code()).isZero();
    assertThat(stage.bodies).containsExactly("{\"note\":\"on it\"}");
    assertThat(stage.keys).hasSize(1);
  }

  @Test
  void rulesAreSetAndTakenBack() {
    stage.answer("/v1/alert-rules", 200, RULE);
    Result set =
        stage.run("alert-rule", "set", "stall-ratio", "--threshold", "0.1", "--for", "30s");
    assertThat(set.out()).contains("stall-ratio", "0.1 part", "30 s", "fleet");
    assertThat(stage.bodies.get(0)).contains("\"threshold\":0.1", "\"durationSeconds\":30");
    stage.answer("/v1/alert-rules/stall-ratio%40fleet", 200, RULE);
    assertThat(stage.run("alert-rule", "delete", "stall-ratio@fleet").code()).isZero();
    assertThat(stage.asked).last().asString().startsWith("DELETE /v1/alert-rules/stall-ratio");
  }

  @Test
  void hostsArePrompted() {
    stage.answer(
        "/v1/rooms/r/prompts",
        new CommandStage.Answer(
            200,
            """
            {"roomId":"r","prompts":[{"id":"r.3","at":"2026-11-11T18:00:00Z","text":"Check your microphone.","by":"alerts",
             "alertId":"r.2","overAt":null}]}"""),
        new CommandStage.Answer(
            201,
            """
            {"id":"r.4","at":"2026-11-11T18:00:00Z","text":"Smile","by":"token:admin","alertId":null,"overAt":null}"""));
    assertThat(stage.run("room", "prompts", "r", "--utc").out()).contains("Check your microphone.");
    assertThat(stage.run("room", "prompts", "r", "--say", "Smile").out()).contains("Smile");
    assertThat(stage.bodies).containsExactly("{\"text\":\"Smile\"}");
  }
}
