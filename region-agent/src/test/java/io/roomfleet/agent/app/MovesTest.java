package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.SteeredPlayer;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sub-room that moves from agent to agent, and what its viewers get on the way. */
class MovesTest {
  private static final String ID = "transcode/promo/de-de";
  private static final String VARIANT = "180p";
  private static final Assignment.Relay LINE =
      TestAgent.relay(1, "promo", new Source.Test("on the move"));

  @TempDir Path folder;
  private Host a;
  private Host b;
  private Host c;

  /** An agent with a control plane of its own, which holds the sub-room or does not. */
  private final class Host implements AutoCloseable {
    final FakeControlPlane control = new FakeControlPlane();
    final TestAgent agent;
    final boolean takesTheLineIn;
    long epoch;

    Host(String id, int port, boolean takesTheLineIn) throws Exception {
      this.takesTheLineIn = takesTheLineIn;
      this.agent =
          new TestAgent(
              control,
              folder.resolve(id),
              id,
              port,
              Map.of(
                  "roomfleet.agent.viewers.steering-ttl", "1s",
                  "roomfleet.agent.viewers.head-start", "2s"));
    }

    AssignmentState takeOver(long epoch) {
      this.epoch = epoch;
      movedTo(null);
      return Await.value(
          TestAgent.SOON,
          "it runs",
          () -> control.state(ID),
          s -> s.epoch() == epoch && s.phase() == Phase.RUNNING);
    }

    void movedTo(Host next) {
      URI relay = takesTheLineIn ? null : a.agent.media("/relay/promo/main.ts");
      Assignment.Transcode ladder =
          new Assignment.Transcode(
              ID,
              epoch,
              "promo",
              "de-de",
              "main",
              TestAgent.SMALL,
              new Source.Upstream(relay, null),
              next == null ? null : next.master());
      want(ladder);
    }

    void remove() {
      want();
      Await.until(TestAgent.SOON, "it is gone", () -> control.state(ID) == null);
    }

    private void want(Assignment... ladder) {
      Assignment[] all = ladder;
      if (takesTheLineIn) {
        all = new Assignment[ladder.length + 1];
        all[0] = LINE;
        System.arraycopy(ladder, 0, all, 1, ladder.length);
      }
      control.desire(all);
    }

    URI master() {
      return agent.media("/hls/promo/de-de/master.m3u8");
    }

    @Override
    public void close() {
      agent.close();
      control.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    a = new Host("a", 21060, true);
    b = new Host("b", 21070, false);
    c = new Host("c", 21080, false);
  }

  @AfterEach
  void stop() {
    for (Host host : new Host[] {c, b, a}) {
      host.close();
    }
  }

  @Test
  void viewersFollowAChainOfMovesWheneverTheyCame() throws Exception {
    AssignmentState first = a.takeOver(1);
    ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
    AssignmentState again =
        Await.value(
            TestAgent.SOON,
            "it runs again",
            () -> a.control.state(ID),
            s -> s.restarts() == 1 && s.phase() == Phase.RUNNING);
    SteeredPlayer early = SteeredPlayer.open(a.master());
    assertThat(early.media(VARIANT).breaks()).isEqualTo(1);

    b.takeOver(2);
    a.movedTo(b);
    awaitAt(early, b);
    a.movedTo(null);
    Await.until(TestAgent.SOON, "undone", () -> at(SteeredPlayer.open(a.master()), a));
    a.movedTo(b);
    SteeredPlayer later = SteeredPlayer.open(a.master());
    Await.until(TestAgent.SOON, "sent on", () -> at(SteeredPlayer.open(a.master()), b));
    assertThat(a.control.state(ID).pid()).as("not restarted").isEqualTo(again.pid());
    assertThat(early.media(VARIANT).breaks()).as("its timeline goes on").isEqualTo(1);
    long lastAtA = lastIn(a);
    assertThat(early.media(VARIANT).last()).isGreaterThan(lastAtA);
    a.remove();

    long lastAtB = early.media(VARIANT).last();
    a.takeOver(3);
    assertThat(SteeredPlayer.open(a.master()).media(VARIANT).last()).isGreaterThan(lastAtB);
    b.movedTo(a);
    awaitAt(later, a);
    awaitAt(early, a);
    assertThat(early.media(VARIANT).breaks()).isEqualTo(1);
    b.remove();

    c.takeOver(4);
    a.movedTo(c);
    a.remove();
    SteeredPlayer late = SteeredPlayer.open(b.master());
    for (SteeredPlayer player : new SteeredPlayer[] {early, later, late}) {
      awaitAt(player, c);
    }
    assertThat(early.media(VARIANT).breaks()).isEqualTo(1);
    assertThat(late.media(VARIANT).breaks()).isZero();
  }

  private long lastIn(Host host) throws Exception {
    String text = host.agent.get(host.agent.media("/hls/promo/de-de/180p/index.m3u8"));
    long sequence =
        text.lines()
            .filter(l -> l.startsWith("#EXT-X-MEDIA-SEQUENCE:"))
            .mapToLong(l -> Long.parseLong(l.substring(l.indexOf(':') + 1)))
            .findFirst()
            .orElseThrow();
    return sequence + text.lines().filter(l -> !l.startsWith("#")).count() - 1;
  }

  private static void awaitAt(SteeredPlayer player, Host host) {
    Await.until(
        TestAgent.SOON,
        "the player is at " + host.master(),
        () -> {
          player.steer();
          return at(player, host);
        });
  }

  private static boolean at(SteeredPlayer player, Host host) {
    return player.playlist(VARIANT).getPort() == host.master().getPort();
  }

  @Test
  void aLadderThatMovedHasNotEndedAndThoseWhoWereLeftBehindAreSentOn() throws Exception {
    a.takeOver(1);
    URI playlist = a.agent.media("/hls/promo/de-de/180p/index.m3u8");
    URI segment = SteeredPlayer.open(a.master()).media(VARIANT).newest().uri();
    Await.until(TestAgent.SOON, "watched", () -> a.control.state(ID).watched());
    b.takeOver(2);
    a.movedTo(b);
    Await.until(TestAgent.SOON, "moved", () -> answer(a.master()).statusCode() == 307);
    assertThat(answer(playlist).body()).contains("#EXTINF");
    assertThat(a.control.state(ID).watched()).isTrue();
    Await.until(TestAgent.SOON, "nobody is left", () -> !a.control.state(ID).watched());
    assertThat(b.control.state(ID).watched()).isFalse();

    a.remove();
    assertThat(answer(playlist).headers().firstValue("Location"))
        .contains(b.agent.media("/hls/promo/de-de/180p/index.m3u8").toString());
    assertThat(answer(segment).statusCode()).as("segments stay a while").isEqualTo(200);
    Path left = a.agent.hls("promo", "de-de").resolve("180p/index.m3u8");
    Await.until(TestAgent.SOON, "its playlist is gone, not ended", () -> Files.notExists(left));

    b.remove();
    Await.until(
        TestAgent.SOON,
        "this one has ended",
        () ->
            answer(b.agent.media("/hls/promo/de-de/180p/index.m3u8"))
                .body()
                .contains("#EXT-X-ENDLIST"));
  }

  private static HttpResponse<String> answer(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void bothAgentsDateThePictureByWhenItWasTakenAndStampItAlike() throws Exception {
    a.takeOver(1);
    b.takeOver(2);
    SteeredPlayer atA = SteeredPlayer.open(a.master());
    SteeredPlayer atB = SteeredPlayer.open(b.master());
    Await.until(
        TestAgent.SOON,
        "some segments of both",
        () -> atA.media(VARIANT).segments().size() > 6 && atB.media(VARIANT).segments().size() > 4);
    for (SteeredPlayer player : new SteeredPlayer[] {atA, atB}) {
      for (SteeredPlayer.Segment segment : player.media(VARIANT).segments()) {
        Instant stamped = Timestamps.time(firstPts(segment.uri()), segment.begins());
        assertThat(Duration.between(segment.begins(), stamped).toMillis())
            .as("%s is dated %s and stamped %s", segment.uri(), segment.begins(), stamped)
            .isBetween(-2L, 2L);
      }
      SteeredPlayer.Segment newest = player.media(VARIANT).newest();
      assertThat(newest.begins()).isBefore(Instant.now().minusMillis(1900));
    }
    // What one relay more costs is far less than what the encoders' starts lie apart.
    assertThat(PictureLag.between(atA.media(VARIANT), atB.media(VARIANT)))
        .isCloseTo(0, within(0.5));
  }

  private static long firstPts(URI segment) throws Exception {
    JsonNode packet =
        TestFfmpeg.probe(
                "-correct_ts_overflow",
                "0",
                "-select_streams",
                "v",
                "-read_intervals",
                "%+#1",
                "-show_entries",
                "packet=pts",
                segment.toString())
            .get("packets")
            .get(0);
    return packet.get("pts").asLong();
  }
}
