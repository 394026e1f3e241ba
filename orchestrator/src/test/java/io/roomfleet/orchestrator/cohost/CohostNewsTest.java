package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rooms are told of a session that plays a round, loses a host and ends. */
class CohostNewsTest {
  private static List<CohostNews> news(Staged staged) {
    List<CohostNews> all = new ArrayList<>();
    CohostState state = null;
    for (CohostEvent event : staged.made) {
      CohostState after = CohostSession.apply(state, event);
      CohostNews.of(state, event, after).ifPresent(all::add);
      state = after;
    }
    return all;
  }

  @Test
  void shouldTellRoomsThatAreInItWhatHappensAndNoOthers() {
    Staged pk = Staged.live(CohostMode.PK, "anna", "bob");
    pk.pass(3);
    pk.score("g1", "r1", 7);
    pk.media("bob", false);
    pk.passAndLook(15);
    List<CohostNews> all = news(pk);
    assertThat(all)
        .extracting(CohostNews::type)
        .containsExactly(
            "co_host.joined",
            "co_host.joined",
            "co_host.live",
            "pk.started",
            "pk.score_changed",
            "co_host.reconnecting",
            "co_host.left",
            "pk.ended",
            "co_host.ended");
    assertThat(all)
        .allSatisfy(it -> assertThat(it.data().get("sessionId").asText()).isEqualTo("s"));
    assertThat(all.get(0).rooms()).containsExactly("r1", "r2");
    assertThat(all.get(4).data().toString())
        .isEqualTo("{\"sessionId\":\"s\",\"round\":1,\"points\":{\"r1\":7,\"r2\":0}}");
    assertThat(all.get(6).rooms()).as("who leaves is told too").containsExactly("r1", "r2");
    assertThat(all.get(6).data().get("exit").asText()).isEqualTo("DROPPED");
    assertThat(all.get(7).data().get("winner").asText()).isEqualTo("r1");
    assertThat(all.get(7).data().get("how").asText()).isEqualTo("FORFEIT");
    assertThat(all.get(8).rooms()).contains("r1");
  }

  @Test
  void shouldTellNobodyOfInvitations() {
    Staged cohost = new Staged(CohostMode.COHOST, "anna", "bob");
    cohost.as("bob", new CohostCommand.Decline("bob", "no"));
    assertThat(news(cohost)).isEmpty();
  }
}
