package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Capacity ahead over HTTP. Each answer is held against the contract on its way in. */
class CalendarApiTest {
  private static final String DE =
      "{\"subRooms\":[{\"market\":\"DE\",\"locale\":\"de-DE\",\"timeZone\":\"Europe/Berlin\"%s}]}";

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void theCalendarShowsWhatIsBookedAndWhatIsMissing() throws Exception {
    Reply reply = server.get("/v1/calendar");
    assertThat(reply.status()).isEqualTo(200);
    JsonNode region = TestServer.json(reply).get("regions").get(0);
    assertThat(region.get("buckets").findValuesAsText("overbooked"))
        .containsExactly("true", "false");
    assertThat(region.get("overbooked").get(0).get("missing").get("transcodeUnits").asDouble())
        .isEqualTo(1.5);
  }

  @Test
  void whatIsLeftOutIsLeftToTheCalendars() throws Exception {
    server.get("/v1/calendar");
    assertThat(server.calendars.lastFrom).isNull();
    assertThat(server.calendars.lastTo).isNull();
    assertThat(server.calendars.lastRegion).isNull();
    assertThat(server.calendars.lastStep).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aTimeMayBeAskedForWithAnyOffset() throws Exception {
    server.get(
        "/v1/calendar?from=2026-11-11T20:00:00%2B08:00&to=2026-11-12T00:00:00Z&region=eu-west"
            + "&step=900");
    assertThat(server.calendars.lastFrom).isEqualTo(Instant.parse("2026-11-11T12:00:00Z"));
    assertThat(server.calendars.lastTo).isEqualTo(Instant.parse("2026-11-12T00:00:00Z"));
    assertThat(server.calendars.lastRegion).isEqualTo("eu-west");
    assertThat(server.calendars.lastStep).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void aSubRoomShowsWhatItHasBooked() throws Exception {
    String path = "/v1/rooms/" + server.room() + "/sub-rooms";
    server.post(path, DE.formatted(",\"wantedRegion\":\"eu-west\""));
    JsonNode booking = TestServer.json(server.get(path + "/de")).get("booking");
    assertThat(booking.get("region").asText()).isEqualTo("eu-west");
    assertThat(booking.get("missing").get("slots").asInt()).isEqualTo(1);
  }

  @Test
  void whoAddsSubRoomsIsWarnedOfWhatWillBeMissing() throws Exception {
    server.domain.bookedOut = true;
    Reply added = server.post("/v1/rooms/" + server.room() + "/sub-rooms", DE.formatted(""));
    assertThat(added.status()).isEqualTo(201);
    assertThat(TestServer.json(added).get("warnings").get(0).asText()).contains("booked out");
  }
}
