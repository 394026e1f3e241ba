package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hosts who send by RTMP, in rooms of two regions, meet in a PK and part. */
@ExtendWith(SharedFleet.Extension.class)
class PkIT {
  private static final Duration SOON = SharedFleet.SOON;

  /** Green and yellow; the noise is what moves. */
  private static final String ANNAS = picture("0x20A020");

  private static final String BENS = picture("0xC0C020");

  private static final double[] LEFT = {0.25, 0.4};
  private static final double[] RIGHT = {0.75, 0.4};
  private static final double[] BAR_LEFT = {0.3, 0.03};
  private static final double[] BAR_RIGHT = {0.98, 0.03};

  private final SharedFleet fleet;
  private final Api api;
  private final Map<String, Process> publishers = new HashMap<>();
  private final List<Film> films = new ArrayList<>();
  private String anna;
  private String ben;
  private String session;

  PkIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
  }

  private static String picture(String colour) {
    return "color=c=" + colour + ":size=320x180:rate=15,noise=alls=30:allf=t";
  }

  @AfterEach
  void end() {
    films.forEach(Film::close);
    publishers.values().forEach(Process::destroyForcibly);
    for (String room : new String[] {anna, ben}) {
      if (room != null) {
        api.post("/v1/rooms/" + room + ":end", null);
      }
    }
  }

  private String room(String host, String region, String picture, int hertz) throws IOException {
    String room =
        api.room("PK of " + host, "rtmp", Instant.now().plusSeconds(3600).toString(), region);
    api.post("/v1/rooms/" + room + ":start", null);
    api.post(
        "/v1/rooms/" + room + "/sub-rooms", Map.of("subRooms", List.of(Api.light("m", region))));
    String url =
        Await.get(
            "an address for " + host,
            SOON,
            () -> {
              JsonNode ingest = api.line(room).get("ingestUrl");
              assertThat(ingest.isNull()).isFalse();
              return ingest.asText();
            });
    publishers.put(room, Publisher.to(url, picture, hertz));
    Await.until(
        host + "'s picture",
        SOON,
        () -> assertThat(api.line(room).get("input").asText()).isEqualTo("live"));
    return room;
  }

  private void meet(int countdown, int duration, int punishment) {
    session =
        api.post(
                "/v1/cohost-sessions",
                Map.of(
                    "mode",
                    "PK",
                    "seats",
                    List.of(
                        Map.of("id", "anna", "roomId", anna, "name", "Anna"),
                        Map.of("id", "ben", "roomId", ben, "name", "Ben")),
                    "canvas",
                    Map.of("width", 320, "height", 180, "frameRate", 15),
                    "times",
                    Map.of(
                        "inviteSeconds",
                        300,
                        "reserveSeconds",
                        60,
                        "connectSeconds",
                        120,
                        "reconnectSeconds",
                        60),
                    "rules",
                    Map.of(
                        "countdownSeconds",
                        countdown,
                        "durationSeconds",
                        duration,
                        "punishmentSeconds",
                        punishment)))
            .get("id")
            .asText();
  }

  private JsonNode session() {
    return api.get("/v1/cohost-sessions/" + session);
  }

  private JsonNode await(String status) {
    return Await.get(
        "a session that is " + status,
        SOON,
        () -> {
          JsonNode now = session();
          assertThat(now.get("status").asText()).as("%s", now).isEqualTo(status);
          return now;
        });
  }

  private void awaitPhase(String phase) {
    Await.until(
        "a round that is " + phase,
        SOON,
        () -> {
          JsonNode now = session();
          assertThat(now.at("/pk/phase").asText()).as("%s", now).isEqualTo(phase);
        });
  }

  private void awaitPlays(String room, String line) {
    Await.until(
        room + " plays " + line,
        SOON,
        () -> {
          List<String> lines = new ArrayList<>();
          for (JsonNode agent : api.get("/v1/agents").get("agents")) {
            for (JsonNode assignment : agent.get("assignments")) {
              if (assignment.get("id").asText().equals("transcode/" + room + "/m")) {
                lines.add(assignment.at("/state/line/lineId").asText());
              }
            }
          }
          assertThat(lines).containsExactly(line);
        });
  }

  private void accept() {
    api.post("/v1/cohost-sessions/" + session + ":accept", Map.of("seatId", "ben"));
  }

  private void gift(String id, String room, int points) {
    Map<String, Object> score = Map.of("eventId", id, "roomId", room, "points", points);
    api.post("/v1/cohost-sessions/" + session + ":score", Map.of("scores", List.of(score)));
  }

  private long pointsOf(String room) {
    for (JsonNode team : session().at("/pk/teams")) {
      if (team.get("name").asText().equals(room)) {
        return team.get("points").asLong();
      }
    }
    throw new AssertionError("no team " + room);
  }

  private List<String> types(String room) {
    List<JsonNode> events = api.events(room);
    Api.assertGapFree(events);
    return events.stream().map(event -> event.get("type").asText()).toList();
  }

  /** How a look at the film of a room is to be read. */
  private static String seen(Film.Look look) {
    return host(look.colours().get(0))
        + host(look.colours().get(1))
        + (isBar(look.colours().get(2), 0) && isBar(look.colours().get(3), 2) ? "+bar" : "");
  }

  private static String host(int[] rgb) {
    boolean green = rgb[1] > 100 && rgb[2] < 110;
    return green ? rgb[0] > 130 ? "B" : "A" : "?";
  }

  private static boolean isBar(int[] rgb, int strongest) {
    return rgb[strongest] > 150 && rgb[1] < 130;
  }

  @Test
  void hostsMeetAreMixedCompeteAndPart() throws Exception {
    anna = room("anna", "eu-west", ANNAS, 500);
    ben = room("ben", "us-east", BENS, 900);
    awaitPlays(anna, "main");
    awaitPlays(ben, "main");
    long encoderOfAnna = fleet.encoderOf(anna, "m");
    long encoderOfBen = fleet.encoderOf(ben, "m");
    // What was there before the hosts came is out of the playlists.
    Recording.of(Hls.renditions(fleet.master(ben, "m")).get(0)).goOn(Duration.ofSeconds(12));
    Film annas = new Film(fleet.master(anna, "m"), "anna");
    films.add(annas);
    Film bens = new Film(fleet.master(ben, "m"), "ben");
    films.add(bens);

    meet(1, 20, 8);
    accept();
    awaitPhase("RUNNING");
    awaitPlays(anna, "stage");
    awaitPlays(ben, "stage");
    gift("g1", anna, 7);
    gift("g2", ben, 3);
    gift("g1", anna, 7);
    assertThat(List.of(pointsOf(anna), pointsOf(ben))).containsExactly(7L, 3L);
    JsonNode over = await("PUNISHMENT");
    assertThat(over.at("/pk/results/0/winner").asText()).isEqualTo(anna);
    assertThat(over.at("/pk/results/0/how").asText()).isEqualTo("POINTS");
    await("ENDED");
    awaitPlays(anna, "main");
    awaitPlays(ben, "main");
    Recording more = Recording.of(Hls.renditions(fleet.master(anna, "m")).get(0));
    more.goOn(Duration.ofSeconds(12));

    for (Film film : films) {
      film.cut();
    }
    for (Film film : films) {
      String own = film == annas ? "AA" : "BB";
      List<String> looks =
          film.looks(LEFT, RIGHT, BAR_LEFT, BAR_RIGHT).stream().map(PkIT::seen).toList();
      List<Film.Fault> faults = film.faults();
      System.out.println("a viewer saw " + looks + ", and as faults " + faults);
      assertThat(faults)
          .as("what lasted; on busy cores shorter ones come from the cores")
          .noneMatch(it -> it.what().startsWith("black") || Math.abs(it.seconds()) > 2);
      assertThat(looks).startsWith(own).endsWith(own).contains("AB+bar").doesNotContain("??");
    }
    assertThat(fleet.encoderOf(anna, "m")).isEqualTo(encoderOfAnna);
    assertThat(fleet.encoderOf(ben, "m")).isEqualTo(encoderOfBen);
    assertThat(types(anna))
        .containsSubsequence("co_host.joined", "pk.started", "pk.score_changed", "pk.ended")
        .contains("co_host.room_freed", "co_host.ended")
        .doesNotContain("sub_room.degraded", "sub_room.failed");
    assertThat(api.get("/v1/cohost-sessions?roomId=" + ben).findValuesAsText("id"))
        .contains(session);
  }

  @Test
  void theControlPlaneAndTheMixersAgentMayDie() throws Exception {
    anna = room("anna", "eu-west", ANNAS, 500);
    ben = room("ben", "us-east", BENS, 900);
    awaitPlays(anna, "main");
    awaitPlays(ben, "main");
    meet(1, 150, 40);
    crash();
    assertThat(session().get("status").asText()).isEqualTo("INVITED");
    accept();
    crash();
    awaitPhase("RUNNING");
    gift("g1", ben, 5);
    crash();
    gift("g1", ben, 5);
    gift("g2", anna, 1);
    assertThat(List.of(pointsOf(anna), pointsOf(ben))).containsExactly(1L, 5L);
    awaitPlays(anna, "stage");
    awaitPlays(ben, "stage");

    String mixer = session().at("/stage/agentId").asText();
    fleet.process().kill(mixer);
    Await.until(
        "another mixer",
        SOON,
        () -> assertThat(session().at("/stage/agentId").asText("")).isNotIn("", mixer));
    fleet.process().restart(mixer);
    republish();
    Await.until(
        "both are there again",
        SOON,
        () ->
            assertThat(session().at("/seats").findValuesAsText("state"))
                .containsExactly("JOINED", "JOINED"));
    awaitPlays(anna, "stage");
    awaitPlays(ben, "stage");
    JsonNode over = await("PUNISHMENT");
    assertThat(over.at("/pk/results/0/winner").asText()).isEqualTo(ben);
    crash();
    await("ENDED");
    awaitPlays(anna, "main");
    awaitPlays(ben, "main");
    assertThat(types(ben)).contains("co_host.room_freed");
    meet(1, 10, 0);
    accept();
    await("SCORING");
    api.post("/v1/cohost-sessions/" + session + ":end", Map.of());
    await("ENDED");
  }

  private void crash() {
    fleet.process().kill("orchestrator-1");
    fleet.process().restart("orchestrator-1");
    Await.until(
        "every agent",
        SOON,
        () ->
            assertThat(api.get("/v1/agents").get("agents").findValuesAsText("status"))
                .containsOnly("UP"));
  }

  /** An encoder of a host tries again where its line is now. */
  private void republish() throws IOException {
    for (String room : List.of(anna, ben)) {
      if (!publishers.get(room).isAlive()) {
        String url =
            Await.get(
                "an address again",
                SOON,
                () -> {
                  JsonNode ingest = api.line(room).get("ingestUrl");
                  assertThat(ingest.isNull()).isFalse();
                  return ingest.asText();
                });
        publishers.put(
            room,
            Publisher.to(url, room.equals(anna) ? ANNAS : BENS, room.equals(anna) ? 500 : 900));
      }
    }
  }
}
