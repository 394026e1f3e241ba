package io.roomfleet.deploy.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomfleet.agent.app.FakeControlPlane;
import io.roomfleet.agent.app.TestAgent;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real players watch a sub-room while it moves from one agent to another and back. The line comes
 * in at the first agent, and the second reads it there.
 */
class MovedAudienceIT {
  private static final String ID = "transcode/promo/de-de";
  private static final int PLAYERS = 3;

  /** As they are set when nobody sets them: how often a player asks where it shall be... */
  private static final Duration TTL = Duration.ofSeconds(5);

  /** ...and since when its new place must have been there. */
  private static final Duration HEAD_START = Duration.ofSeconds(6);

  /** Seconds, of which nobody says that the picture stood still. */
  private static final double UNNOTICED = 0.3;

  @TempDir Path folder;
  private FakeControlPlane controlA;
  private FakeControlPlane controlB;
  private TestAgent a;
  private TestAgent b;

  @BeforeEach
  void start() throws Exception {
    boolean required = Boolean.parseBoolean(System.getenv("ROOMFLEET_REQUIRE_BROWSER"));
    assumeTrue(required || Audience.browser().isPresent(), "Chromium is not installed");
    controlA = new FakeControlPlane();
    controlB = new FakeControlPlane();
    a = new TestAgent(controlA, folder.resolve("a"), "a", 21100);
    b = new TestAgent(controlB, folder.resolve("b"), "b", 21120);
  }

  @AfterEach
  void stop() {
    for (AutoCloseable each : new AutoCloseable[] {b, a, controlB, controlA}) {
      try {
        if (each != null) {
          each.close();
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void noPictureStandsStillWhileTheSubRoomMovesAwayAndBack() throws Exception {
    atA(ladder(1, null, null));
    awaitRunning(controlA, 1);
    List<String> way = List.of(host(a), host(b), host(a));
    try (Audience audience = Audience.of(Collections.nCopies(PLAYERS, master(a)))) {
      awaitPlaying(audience, a, 4);

      controlB.desire(ladder(2, a.media("/relay/promo/main.ts"), null));
      awaitRunning(controlB, 2);
      atA(ladder(1, null, master(b)));
      awaitAt(audience, b);
      Await.until(TestAgent.SOON, "nobody is left", () -> !controlA.state(ID).watched());
      atA();
      awaitPlaying(audience, b, 4);

      atA(ladder(3, null, null));
      awaitRunning(controlA, 3);
      controlB.desire(ladder(2, a.media("/relay/promo/main.ts"), master(a)));
      awaitAt(audience, a);
      controlB.desire();
      b.close();
      b = null;
      awaitPlaying(audience, a, 4);

      for (Audience.Player player : audience.players()) {
        assertThat(player.hosts()).isEqualTo(way);
        assertThat(player.stalled()).as("%s", player).isLessThan(UNNOTICED);
        assertThat(player.jumped()).as("%s", player).isLessThan(UNNOTICED);
        assertThat(player.faults()).as("%s", player).isEmpty();
      }
    }
  }

  private void atA(Assignment... ladder) {
    List<Assignment> all = new ArrayList<>();
    all.add(TestAgent.relay(1, "promo", new Source.Test("an audience")));
    all.addAll(List.of(ladder));
    controlA.desire(all.toArray(Assignment[]::new));
  }

  private static Assignment ladder(long epoch, URI upstream, URI movedTo) {
    return new Assignment.Transcode(
        ID,
        epoch,
        "promo",
        "de-de",
        "main",
        TestAgent.SMALL,
        new Source.Upstream(upstream, null),
        movedTo);
  }

  private static void awaitRunning(FakeControlPlane control, long epoch) {
    Await.value(
        TestAgent.SOON,
        "it runs",
        () -> control.state(ID),
        s -> s.epoch() == epoch && s.phase() == Phase.RUNNING);
  }

  private static URI master(TestAgent agent) {
    return agent.media("/hls/promo/de-de/master.m3u8");
  }

  private static String host(TestAgent agent) {
    return master(agent).getAuthority();
  }

  private static void awaitAt(Audience audience, TestAgent agent) {
    Await.until(
        HEAD_START.plus(TTL.multipliedBy(2)),
        "every player's segments come from " + host(agent),
        () -> audience.players().stream().allMatch(p -> p.host().equals(host(agent))));
  }

  /** So many more segments, and every picture moves. */
  private static void awaitPlaying(Audience audience, TestAgent agent, int segments) {
    List<Audience.Player> before = audience.players();
    Await.until(
        TestAgent.SOON,
        "every player plays on from " + host(agent),
        () -> {
          List<Audience.Player> now = audience.players();
          boolean on = now.size() == PLAYERS;
          for (int i = 0; i < now.size(); i++) {
            long from = before.isEmpty() ? 0 : before.get(i).segments();
            on &= now.get(i).playing() && now.get(i).host().equals(host(agent));
            on &= now.get(i).segments() >= from + segments;
          }
          return on;
        });
  }
}
