package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code roomfleet cohost pool}. */
class PoolCommandTest {
  private static final String WAITING =
"""
{"roomId":"r1","seatId":"anna","name":"Anna","language":"de","region":"eu-west","viewers":1200,"rooms":2,"wins":3,"losses":1,
 "state":"WAITING","sessionId":null,"reason":null,"since":"2026-11-28T20:00:00Z","expiresAt":"2026-11-28T20:05:00Z","waitedSeconds":25,
 "looksFor":{"step":2,"sizeRatio":4.0,"strength":0.5,"sameLanguage":true,"sameRegion":false,"fresh":true,"widerAt":"2026-11-28T20:00:40Z"}}
""";
  private static final String MET =
"""
{"roomId":"r2","seatId":"ben","name":"Ben","language":"de","region":"us","viewers":900,"rooms":2,"wins":0,"losses":0,
 "state":"MET","sessionId":"cohost-x","reason":"step 2 accepts","since":"2026-11-28T20:00:00Z","expiresAt":"2026-11-28T20:05:00Z",
 "waitedSeconds":30,"looksFor":null}
""";

  private final CommandStage stage;

  PoolCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void aRoomEntersIsShownAndLeaves() {
    stage.answer("/v1/pk-pool", 201, WAITING);
    stage.answer("/v1/pk-pool/r1", 200, WAITING);
    stage.answer("/v1/pk-pool/r2", 200, MET);
    Result entered = stage.run("cohost", "pool", "enter", "r1", "de", "--wait", "60", "--utc");
    assertThat(entered.code()).isZero();
    assertThat(entered.out())
        .contains("anna of r1, WAITING for 25 s", "won 3 of 4", "same language, size x4.0");
    assertThat(stage.run("cohost", "pool", "show", "r2").out())
        .contains("ben of r2, MET for 30 s", "session cohost-x", "step 2 accepts");
    assertThat(stage.run("cohost", "pool", "leave", "r1").code()).isZero();
    assertThat(stage.asked)
        .containsExactly("POST /v1/pk-pool", "GET /v1/pk-pool/r2", "DELETE /v1/pk-pool/r1");
  }

  @Test
  void thePoolIsListed() {
    stage.answer(
        "/v1/pk-pool",
        200,
        "{\"entries\":[%s,%s],\"waiting\":1,\"asOf\":\"2026-11-28T20:00:25Z\",\"nextPageToken\":\"n\"}"
            .formatted(WAITING, MET));
    Result listed = stage.run("cohost", "pool", "list", "--state", "WAITING", "--language", "de");
    assertThat(listed.code()).isZero();
    assertThat(listed.out()).contains("r1", "25 s", "1 wait.", "--page-token n");
    assertThat(stage.asked)
        .containsExactly("GET /v1/pk-pool?state=WAITING&language=de&pageSize=50");
  }
}
