package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asia is cheaper by way of America: it reads there, plays on by itself when the agent it reads is
 * gone, and comes back.
 */
@ExtendWith(SharedFleet.Extension.class)
class RelayTreeIT {
  /** A copy feeds others only when it has been where it is for 35 s. */
  private static final Duration SETTLED = Duration.ofSeconds(120);

  private final SharedFleet fleet;
  private final Api api;
  private final String promo;

  RelayTreeIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
    this.promo = fleet.promo();
  }

  @Test
  void aRegionThatIsFedByAnotherPlaysOnWhenThatOnesAgentDies() {
    List<URI> media = new ArrayList<>();
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      media.add(Hls.renditions(api.master(promo, subRoomId)).get(0));
    }
    awaitTree();
    assertThat(copyIn("us-east").get("state").get("input").asText()).isEqualTo("live");
    assertThat(copyIn("ap-southeast").get("state").get("input").asText()).isEqualTo("live");
    media.forEach(RelayTreeIT::assertAdvances);
    String shown =
        DevFleetProcess.run("room", "show", promo, "--data", fleet.process().data().toString());
    assertThat(shown).containsPattern("ap-southeast +us-east +eu-west");

    String dead = agentOfCopyIn("us-east");
    long known = Hls.playlist(media.get(1)).lastSequence();
    fleet.process().kill(dead);
    Await.until(
        "Asia on its fallback, or told to read the source",
        Duration.ofSeconds(20),
        () -> {
          JsonNode state = copyIn("ap-southeast").get("state");
          boolean fallback = state.get("input").asText().equals("fallback");
          assertThat(fallback || from("ap-southeast").equals("eu-west"))
              .as(state.toString())
              .isTrue();
        });
    Await.until(
        "segments in Asia",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media.get(1)).lastSequence()).isGreaterThan(known + 5));
    assertThat(Hls.playlist(media.get(1)).discontinuities())
        .as("no encoder was started anew")
        .isZero();
    assertThat(api.subRoom(promo, "id-id").get("status").asText()).isEqualTo("LIVE");

    fleet.process().restart(dead);
    api.master(promo, "en-us");
    awaitTree();
    assertAdvances(media.get(1));
  }

  private void awaitTree() {
    Await.until(
        "America feeds Asia",
        SETTLED,
        () -> {
          JsonNode relays = api.get("/v1/rooms/" + promo).get("relays");
          assertThat(relays).as(relays.toString()).hasSize(2);
          JsonNode asia = relays.get(0);
          assertThat(asia.get("region").asText()).isEqualTo("ap-southeast");
          assertThat(asia.get("from").asText()).as(relays.toString()).isEqualTo("us-east");
          assertThat(asia.get("fallback").asText()).as(relays.toString()).isEqualTo("eu-west");
          assertThat(asia.get("confirmed").asBoolean()).as(relays.toString()).isTrue();
        });
  }

  private String from(String region) {
    for (JsonNode hop : api.get("/v1/rooms/" + promo).get("relays")) {
      if (hop.get("region").asText().equals(region)) {
        return hop.get("from").asText();
      }
    }
    throw new AssertionError(region + " has no copy");
  }

  private JsonNode copyIn(String region) {
    return holderOfCopyIn(region).get(1);
  }

  private String agentOfCopyIn(String region) {
    return holderOfCopyIn(region).get(0).get("id").asText();
  }

  /** The agent, and the assignment. */
  private List<JsonNode> holderOfCopyIn(String region) {
    for (JsonNode agent : api.get("/v1/agents").get("agents")) {
      for (JsonNode held : agent.get("assignments")) {
        if (agent.get("region").asText().equals(region)
            && held.get("id").asText().equals("relay/" + promo + "/main")
            && !held.get("state").isNull()) {
          return List.of(agent, held);
        }
      }
    }
    throw new AssertionError("no copy in " + region);
  }

  private static void assertAdvances(URI media) {
    long known = Hls.playlist(media).lastSequence();
    Await.until(
        "further segments",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known + 1));
  }
}
