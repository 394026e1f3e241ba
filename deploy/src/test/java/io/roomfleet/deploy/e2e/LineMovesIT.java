package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The region that takes a broadcast's line in is evacuated, and lost, while others play it. */
@ExtendWith(SharedFleet.Extension.class)
class LineMovesIT {
  private static final Duration SOON = SharedFleet.SOON;
  private static final String HOME = "ap-southeast";

  private final SharedFleet fleet;
  private final Api api;
  private final Books books;
  private final List<String> inputs = new ArrayList<>();
  private String room;

  LineMovesIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
    this.books = new Books(fleet);
  }

  @AfterEach
  void end() {
    api.post("/v1/regions/" + HOME + ":restore", null);
    api.post("/v1/rooms/" + room + ":end", null);
    books.awaitBalance(SOON.plusSeconds(30));
  }

  private void begin(String title, String lineKind) {
    room = api.room(title, lineKind, Instant.now().plusSeconds(3600).toString(), HOME);
    api.post("/v1/rooms/" + room + ":start", null);
    api.post(
        "/v1/rooms/" + room + "/sub-rooms",
        Map.of("subRooms", List.of(Api.light("us", "us-east"))));
    api.master(room, "us");
    assertThat(api.line(room).get("region").asText()).isEqualTo(HOME);
  }

  private JsonNode awaitLine(String what, Predicate<JsonNode> wanted) {
    return Await.get(
        what,
        SOON,
        () -> {
          JsonNode line = api.line(room);
          inputs.add(line.get("input").asText());
          assertThat(wanted.test(line)).as(line.toString()).isTrue();
          return line;
        });
  }

  private static Predicate<JsonNode> isLive() {
    return line -> line.get("input").asText().equals("live");
  }

  private static Predicate<JsonNode> isElsewhere() {
    return isLive().and(line -> !line.get("region").asText().equals(HOME));
  }

  private void assertPlaysOn(long encoder) {
    URI media = Hls.renditions(api.master(room, "us")).get(0);
    long known = Hls.playlist(media).lastSequence();
    Await.until(
        "further segments",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known + 1));
    assertThat(Hls.playlist(media).discontinuities()).isZero();
    assertThat(api.encoderOf(room, "us")).as("the encoder ran on").isEqualTo(encoder);
  }

  private List<String> types() {
    List<JsonNode> events = api.events(room);
    Api.assertGapFree(events);
    return events.stream().map(event -> event.get("type").asText()).toList();
  }

  @Test
  void aLineLeavesAnEvacuatedRegionWithoutAMomentOfSlate() {
    begin("Evacuated source", "test");
    awaitLine("its video", isLive());
    long encoder = api.encoderOf(room, "us");
    inputs.clear();

    api.post("/v1/regions/" + HOME + ":evacuate", Map.of("deadlineSeconds", 60));
    awaitLine("its video in another region", isElsewhere());
    assertThat(inputs).doesNotContain("slate");
    assertPlaysOn(encoder);
    Await.until("its old place is free", SOON, () -> assertThat(types()).contains("line.parted"));
    assertThat(types())
        .containsSubsequence("line.moving", "line.moved", "line.parted")
        .doesNotContain("sub_room.degraded", "sub_room.failed", "line.unassigned");
  }

  @Test
  void aPublishersLineGoesWhenThePublisherDoes() throws Exception {
    begin("Evacuated studio", "rtmp");
    String address =
        awaitLine("an address", line -> !line.get("ingestUrl").isNull()).get("ingestUrl").asText();
    Process first = Publisher.to(address);
    Process second = null;
    try {
      awaitLine("its video", isLive());
      long encoder = api.encoderOf(room, "us");
      inputs.clear();

      api.post("/v1/regions/" + HOME + ":evacuate", Map.of("deadlineSeconds", 120));
      String next =
          awaitLine(
                  "the next address",
                  line -> !line.at("/next/ingestUrl").asText("null").equals("null"))
              .at("/next/ingestUrl")
              .asText();
      assertThat(api.line(room).get("region").asText()).as("it is not left alone").isEqualTo(HOME);
      second = Publisher.to(next);
      awaitLine("its video in another region", isElsewhere());
      first.destroyForcibly().waitFor();
      assertThat(inputs).doesNotContain("slate");
      assertPlaysOn(encoder);
      assertThat(awaitLine("its video", isLive()).get("ingestUrl").asText()).isEqualTo(next);
    } finally {
      first.destroyForcibly();
      if (second != null) {
        second.destroyForcibly();
      }
    }
  }

  @Test
  void aLineIsTakenInElsewhereWhenItsRegionIsLost() {
    begin("Lost source", "test");
    awaitLine("its video", isLive());
    long encoder = api.encoderOf(room, "us");
    List<String> agents = new ArrayList<>();
    api.get("/v1/agents?region=" + HOME)
        .get("agents")
        .forEach(agent -> agents.add(agent.get("id").asText()));

    agents.forEach(fleet.process()::kill);
    awaitLine("its video in another region", isElsewhere());
    assertPlaysOn(encoder);
    assertThat(types())
        .containsSubsequence("line.unassigned", "line.assigned")
        .doesNotContain("sub_room.degraded", "sub_room.failed");
    agents.forEach(fleet.process()::restart);
    api.awaitStatus(fleet.promo(), "id-id", "LIVE", SOON);
    assertThat(awaitLine("it stays", isLive()).get("region").asText()).isNotEqualTo(HOME);
  }
}
