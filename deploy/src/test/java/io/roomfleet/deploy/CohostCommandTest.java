package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code roomfleet cohost}. */
class CohostCommandTest {
  private static final String SESSION =
"""
{"id":"c1","mode":"PK","status":"PUNISHMENT","reason":null,"owner":"anna","locked":true,"canvas":{"width":1280,"height":720,"frameRate":30},"layout":{"kind":"SIDE_BY_SIDE","regions":null},
 "seats":[{"id":"anna","kind":"HOST","roomId":"r1","name":"Anna","team":"r1","state":"JOINED","until":null,"muted":false,
   "mutedByOwner":false,"exit":null,"reason":null,"place":null},
  {"id":"ben","kind":"HOST","roomId":"r2","name":"Ben","team":"r2","state":"OUT","until":null,"muted":true,"mutedByOwner":true,
   "exit":"DROPPED","reason":"not back within PT15S","place":null}],
 "rooms":["r1"],"times":{"inviteSeconds":30,"reserveSeconds":10,"connectSeconds":30,"reconnectSeconds":15,"longestSeconds":14400},
 "rules":null,"pk":{"round":1,"phase":"OVER","serverTime":"2026-11-28T20:06:00Z","startsAt":"2026-11-28T20:00:00Z",
   "endsAt":"2026-11-28T20:05:00Z","remainingMillis":0,"extraTimes":0,"teams":[{"name":"r1","points":7,"rooms":["r1"]},
   {"name":"r2","points":3,"rooms":["r2"]}],"rematch":[],"punishmentUntil":"2026-11-28T20:07:00Z","results":[{"round":1,
   "points":{"r1":7,"r2":3},"winner":"r1","how":"POINTS","extraTimes":0,"startedAt":"2026-11-28T20:00:00Z",
   "endedAt":"2026-11-28T20:05:00Z"}]},
 "createdAt":"2026-11-28T19:59:00Z","liveAt":"2026-11-28T20:00:00Z","endedAt":null,"dueAt":null,"revision":9}
""";

  private final CommandStage stage;

  CohostCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void sessionsAreListedAndShown() {
    stage.answer(
        "/v1/cohost-sessions",
        200,
        "{\"sessions\":["
            + SESSION
            + "],\"asOf\":\"2026-11-28T20:06:01Z\",\"nextPageToken\":\"next\"}");
    Result listed =
        stage.run(
            "cohost",
            "list",
            "--status",
            "PUNISHMENT",
            "--room",
            "r1",
            "--seat",
            "anna",
            "--with",
            "ben",
            "--utc");
    assertThat(listed.code()).isZero();
    assertThat(stage.asked)
        .containsExactly(
            "GET /v1/cohost-sessions?status=PUNISHMENT&roomId=r1&seatId=anna&withSeat=ben&pageSize=50");
    assertThat(listed.out()).contains("anna, ben", "r1 7 : r2 3", "--page-token next");

    stage.answer("/v1/cohost-sessions/c1", 200, SESSION);
    assertThat(stage.run("cohost", "show", "c1", "--utc").out())
        .contains("PK c1, PUNISHMENT", "owner anna, locked", "r1 by POINTS", "DROPPED", "not back");
  }

  @Test
  void oneIsCreated() {
    stage.answer("/v1/cohost-sessions", 201, SESSION);
    assertThat(stage.run("cohost", "create", "pk", "anna=r1", "ben=r2/blue").code()).isZero();
    assertThat(stage.run("cohost", "create", "pk", "anna", "ben=r2").err())
        .contains("seat: anna (expected: SEAT=ROOM or SEAT=ROOM/TEAM)");
    assertThat(stage.run("cohost", "create", "pk", "anna=r1", "ben=r2", "--canvas", "360p").err())
        .contains("--canvas: 360p (expected: WxH or WxH@FPS, as 640x360@30)");
    String sent =
        stage
            .run(
                "cohost",
                "create",
                "pk",
                "anna=r1",
                "ben=r2",
                "--canvas=640x360",
                "--duration=90",
                "--curl")
            .out();
    assertThat(sent)
        .contains("\"canvas\":{\"width\":640,\"height\":360,\"frameRate\":30}")
        .contains("\"countdownSeconds\":3,\"durationSeconds\":90,\"extraSeconds\":60");
  }

  @ParameterizedTest
  @CsvSource({
    "accept, accept",
    "decline, decline",
    "leave, leave",
    "remove, remove",
    "owner, hand-over",
    "rematch, rematch",
    "mute, mute",
    "unmute, mute"
  })
  void aSeatTakesAStep(String step, String verb) {
    String path = "/v1/cohost-sessions/c1:" + verb;
    stage.answer(path, 200, SESSION);
    assertThat(stage.run("cohost", "seat", "c1", "ben", step, "--by", "anna").code()).isZero();
    assertThat(stage.asked).containsExactly("POST " + path);
  }

  @Test
  void oneGetsATokenToJoinBy() {
    stage.answer(
        "/v1/cohost-sessions/c1:join",
        200,
        "{\"url\":\"http://a/stage/c1\",\"seat\":\"ben\",\"token\":\"t0k\","
            + "\"expiresAt\":\"2026-11-28T20:05:00Z\",\"others\":[\"anna\"]}");
    Result ran = stage.run("cohost", "join", "c1", "ben", "--by", "ben");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("http://a/stage/c1", "t0k", "anna", "/console/stage/c1#seat=ben&token=t0k");
    assertThat(stage.asked).containsExactly("POST /v1/cohost-sessions/c1:join");
  }

  @Test
  void othersAreSaidToo() {
    for (String verb : new String[] {"invite", "ask", "lock", "layout", "score", "extend", "end"}) {
      stage.answer("/v1/cohost-sessions/c1:" + verb, 200, SESSION);
    }
    assertThat(stage.run("cohost", "invite", "c1", "cleo=r3").code()).isZero();
    assertThat(stage.run("cohost", "ask", "c1", "vera=r1").code()).isZero();
    assertThat(stage.run("cohost", "lock", "c1", "--open").code()).isZero();
    assertThat(stage.run("cohost", "layout", "c1", "host_big").code()).isZero();
    assertThat(stage.run("cohost", "score", "c1", "r1", "5", "--event", "g1").code()).isZero();
    assertThat(stage.run("cohost", "extend", "c1", "60").code()).isZero();
    assertThat(stage.run("cohost", "end", "c1", "--reason", "done").code()).isZero();
    assertThat(stage.asked).hasSize(7);
  }
}
