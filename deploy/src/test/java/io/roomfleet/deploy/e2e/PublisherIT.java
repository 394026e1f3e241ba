package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Publishers come and go under encoders that run on. */
@ExtendWith(SharedFleet.Extension.class)
class PublisherIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;

  PublisherIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
  }

  @Test
  void anUnknowingPublisherReplacesTheSlateAndTheSlateComesBack() throws Exception {
    String room = api.liveRoom("Host on air", "rtmp");
    api.post(
        "/v1/rooms/" + room + "/sub-rooms",
        Map.of("subRooms", List.of(Api.light("gb", "eu-west"))));
    URI media = Hls.renditions(api.master(room, "gb")).get(0);
    String ingestUrl =
        Await.get(
            "an address to publish to",
            SOON,
            () -> {
              JsonNode url = api.line(room).get("ingestUrl");
              assertThat(url.isNull()).isFalse();
              return url.asText();
            });
    assertThat(api.line(room).get("input").asText()).isEqualTo("slate");
    long encoder = api.encoderOf(room, "gb");
    double behindBefore = behind(media);
    Recording recording = Recording.of(media);
    Hls.Playlist first = Hls.playlist(media);
    Instant contentFrom = first.segments().get(first.segments().size() - 1).at();
    List<Double> delays = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      Process publisher = Publisher.to(ingestUrl);
      Instant began = Instant.now();
      awaitInput(room, "live", recording);
      delays.add(Duration.between(began, Instant.now()).toMillis() / 1000.0);
      recording.goOn(Duration.ofSeconds(3));
      publisher.destroyForcibly().waitFor();
      awaitInput(room, "slate", recording);
      recording.goOn(Duration.ofSeconds(3));
    }
    System.out.println("publisher seen after, seconds: " + delays);
    assertThat(api.encoderOf(room, "gb")).as("the encoder ran on").isEqualTo(encoder);
    Hls.Playlist last = Hls.playlist(media);
    assertThat(last.discontinuities()).isZero();
    recording.look();
    // The dates in a playlist are of the wall clock when the encoder began, plus what was played
    // since.
    double played = recording.seconds();
    Instant contentTo = last.segments().get(last.segments().size() - 1).at();
    double byDate = Duration.between(contentFrom, contentTo).toMillis() / 1000.0;
    assertThat(played).as("no segment was missed").isBetween(byDate - 3, byDate + 3);
    double behindAfter = behind(media);
    System.out.println("behind the wall clock, seconds: " + behindBefore + ", then " + behindAfter);
    assertThat(behindAfter - behindBefore)
        .as("gained or lost by ten switches")
        .isBetween(-0.5, 0.5);
    api.post("/v1/rooms/" + room + ":end", null);
  }

  /**
   * Seconds by which the content of a segment is behind the wall clock when it can first be
   * fetched: the least of five, since a busy machine makes some of them late, and none early.
   */
  private static double behind(URI media) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long known = Hls.playlist(media).lastSequence();
      double behind =
          Await.get(
              "a segment",
              Duration.ofSeconds(30),
              () -> {
                Hls.Playlist now = Hls.playlist(media);
                if (now.lastSequence() <= known) {
                  throw new AssertionError("none yet");
                }
                Hls.Segment newest = now.segments().get(now.segments().size() - 1);
                Instant end = newest.at().plusNanos((long) (newest.seconds() * 1e9));
                return Duration.between(end, Instant.now()).toMillis() / 1000.0;
              });
      least = Math.min(least, behind);
    }
    return least;
  }

  private void awaitInput(String room, String input, Recording recording) {
    Await.until(
        input,
        Duration.ofSeconds(20),
        () -> {
          recording.look();
          assertThat(api.line(room).get("input").asText()).isEqualTo(input);
        });
  }
}
