package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.console.Chromium;
import io.roomfleet.orchestrator.console.ConsolePage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What viewers and the console get of a broadcast in three markets. */
@ExtendWith(SharedFleet.Extension.class)
class RenditionsIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;
  private final String promo;

  RenditionsIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
    this.promo = fleet.promo();
  }

  @Test
  void everyRenditionHasItsVideoAndAudioAndTheClockRunsInRealTime() {
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      URI master = api.master(promo, subRoomId);
      List<URI> renditions = Hls.renditions(master);
      assertThat(renditions).as(Hls.text(master)).hasSize(2);
      Set<String> sizes = new HashSet<>();
      int sounds = 0;
      for (URI rendition : renditions) {
        for (JsonNode stream : Hls.streams(rendition).get("streams")) {
          if (stream.get("codec_type").asText().equals("video")) {
            assertThat(stream.get("codec_name").asText()).isEqualTo("h264");
            sizes.add(stream.get("width").asText() + "x" + stream.get("height").asText());
          } else {
            assertThat(stream.get("codec_name").asText()).isEqualTo("aac");
            sounds++;
          }
        }
      }
      assertThat(sizes).containsExactly("320x180");
      assertThat(sounds).as("each rendition has sound").isEqualTo(2);
    }
    assertRealTime(Hls.renditions(api.master(promo, "de-de")).get(0), Duration.ofSeconds(16), 2.5);
  }

  /**
   * What is added to a playlist over a time lasts as long as the time did, give or take the segment
   * that is under way. Where the machine had no time for an encoder, it makes up for that: then
   * another time is looked at.
   */
  private static void assertRealTime(URI media, Duration over, double tolerance) {
    Await.until(
        "as much media as time went by",
        over.multipliedBy(4),
        () -> {
          Instant began = Instant.now();
          Recording recording = Recording.of(media);
          recording.goOn(over);
          double wall = Duration.between(began, Instant.now()).toMillis() / 1000.0;
          assertThat(recording.seconds()).isBetween(wall - tolerance, wall + tolerance);
        });
  }

  @Test
  void theConsoleShowsThreeVideosThatAdvanceAndAnEventWithoutReload() throws Exception {
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      api.master(promo, subRoomId);
    }
    try (Chromium chromium = Chromium.start(1280, 900)) {
      ConsolePage page =
          new ConsolePage(chromium.driver(), URI.create(fleet.process().consoleUrl()));
      page.open(fleet.process().token()).openRoom(promo);
      page.mark();
      for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
        page.awaitVideoAdvances(subRoomId, 3, Duration.ofSeconds(120));
      }
      Map<String, Object> closed = Map.of("subRooms", List.of(Api.light("fr-FR", "eu-west")));
      api.post("/v1/rooms/" + promo + "/sub-rooms", closed);
      page.await(
          "the event of the new sub-room",
          SOON,
          () -> page.eventTypes().stream().filter("sub_room.requested"::equals).count() == 4);
      assertThat(page.isMarked()).as("not reloaded").isTrue();
      chromium.assertNoScriptBrokeAndNoPolicyWasMet();
    }
    api.post("/v1/rooms/" + promo + "/sub-rooms/fr-fr:close", null);
    api.awaitStatus(promo, "fr-fr", "CLOSED", SOON);
  }

  @Test
  @Timeout(60)
  void theEventsOfARoomAreFollowedThroughAPipe() throws Exception {
    Process follow = fleet.process().startCommand("room", "events", promo, "--watch");
    try (var lines = follow.inputReader()) {
      String first = lines.readLine();
      assertThat(first).contains("room.created");
      assertThat(follow.isAlive()).as("it follows on").isTrue();
    } finally {
      follow.destroyForcibly().waitFor();
    }
  }
}
