package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole fleet stops and goes on. */
@ExtendWith(SharedFleet.Extension.class)
class RestartIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;
  private final String promo;

  RestartIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
    this.promo = fleet.promo();
  }

  @Test
  void aFullStopAndStartGoesOnWhereItStopped() {
    String soon = api.room("In a minute", "rtmp", Instant.now().plusSeconds(75).toString());
    Instant startsAt = Instant.parse(api.get("/v1/rooms/" + soon).get("startsAt").asText());
    List<JsonNode> before = api.events(promo);
    assertThat(fleet.process().stop()).as("processes left behind").isEmpty();
    fleet.process().start();
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      URI media = Hls.renditions(api.master(promo, subRoomId)).get(0);
      long known = Hls.playlist(media).lastSequence();
      Await.until(
          "new segments of " + subRoomId,
          SOON,
          () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known));
    }
    Await.until(
        "the start of the scheduled room",
        SOON.plusSeconds(60),
        () -> assertThat(api.get("/v1/rooms/" + soon).get("status").asText()).isEqualTo("LIVE"));
    Instant startedAt = Instant.parse(api.get("/v1/rooms/" + soon).get("startedAt").asText());
    System.out.println("started " + Duration.between(startsAt, startedAt) + " after its time");
    assertThat(startedAt).isAfterOrEqualTo(startsAt);
    List<JsonNode> after = api.events(promo);
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    Api.assertGapFree(after);
  }
}
