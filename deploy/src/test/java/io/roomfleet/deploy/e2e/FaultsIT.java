package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs of the fleet die and come back. */
@ExtendWith(SharedFleet.Extension.class)
class FaultsIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;
  private final String promo;

  FaultsIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
    this.promo = fleet.promo();
  }

  @Test
  void theOrchestratorMayDieWithoutTheMediaNoticing() {
    URI media = Hls.renditions(api.master(promo, "de-de")).get(0);
    List<Long> encoders =
        List.of(
            api.encoderOf(promo, "de-de"),
            api.encoderOf(promo, "id-id"),
            api.encoderOf(promo, "en-us"));
    List<JsonNode> before = api.events(promo);
    JsonNode rooms = api.get("/v1/rooms?pageSize=200").get("rooms");
    fleet.process().kill("orchestrator-1");
    long known = Hls.playlist(media).lastSequence();
    Await.until(
        "segments without a control plane",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known + 3));
    fleet.process().restart("orchestrator-1");
    Await.until(
        "every agent",
        SOON,
        () ->
            assertThat(api.get("/v1/agents").get("agents").findValuesAsText("status"))
                .containsOnly("UP"));
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      assertThat(api.master(promo, subRoomId)).isNotNull();
    }
    assertThat(
            List.of(
                api.encoderOf(promo, "de-de"),
                api.encoderOf(promo, "id-id"),
                api.encoderOf(promo, "en-us")))
        .isEqualTo(encoders);
    List<JsonNode> after = api.events(promo);
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    Api.assertGapFree(after);
    assertThat(api.get("/v1/rooms?pageSize=200").get("rooms").findValuesAsText("id"))
        .containsExactlyInAnyOrderElementsOf(rooms.findValuesAsText("id"));
  }

  @Test
  void anAgentMayDieAndTheOtherOfItsRegionTakesOver() {
    JsonNode before = api.awaitStatus(promo, "id-id", "LIVE", SOON);
    String dead = before.get("agentId").asText();
    String other = dead.equals("ap-southeast-1") ? "ap-southeast-2" : "ap-southeast-1";
    long encoder = api.encoderOf(promo, "id-id");
    fleet.process().kill(dead);
    Await.until(
        "the end of the dead agent's encoder",
        Duration.ofSeconds(10),
        () ->
            assertThat(ProcessHandle.of(encoder).map(ProcessHandle::isAlive))
                .isNotEqualTo(Optional.of(true)));
    Await.until(
        "the other agent",
        SOON,
        () -> {
          JsonNode now = api.subRoom(promo, "id-id");
          assertThat(now.get("agentId").asText("")).isEqualTo(other);
          assertThat(now.get("status").asText()).isEqualTo("LIVE");
        });
    URI media = Hls.renditions(api.master(promo, "id-id")).get(0);
    long known = Hls.playlist(media).lastSequence();
    Await.until(
        "segments of the other agent",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known));
    assertThat(api.events(promo))
        .as("an event says why")
        .anyMatch(
            e ->
                e.get("type").asText().equals("placement.decided")
                    && e.get("data").path("cause").asText().contains(dead + " was lost"));

    fleet.process().kill(other);
    JsonNode degraded = api.awaitStatus(promo, "id-id", "DEGRADED", SOON);
    Await.until(
        "the reason",
        SOON,
        () ->
            assertThat(api.subRoom(promo, "id-id").get("reason").asText())
                .contains(other + " was lost"));
    assertThat(degraded).isNotNull();
    fleet.process().restart(other);
    api.awaitStatus(promo, "id-id", "LIVE", SOON);
    fleet.process().restart(dead);
    Api.assertGapFree(api.events(promo));
  }
}
