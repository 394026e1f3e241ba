package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code roomfleet route}. */
class RouteCommandTest {
  private static final String DE =
      """
      {"subRoomId":"de","market":"DE","locale":"de-DE","status":"LIVE","line":"main","region":"eu-west",
       "agentId":"eu-west-1","hls":"http://a:8090/hls/r/de/master.m3u8","pathwayId":"a_8090","match":"COUNTRY",
       "distanceKm":12,"roundTripMillis":30,"load":0.93,"share":0.75,"reason":"it is here, but hot"}""";
  private static final String US =
      """
      {"subRoomId":"us","market":"US","locale":"en-US","status":"DEGRADED","line":"main","region":null,"agentId":null,
       "hls":null,"pathwayId":null,"match":"DISTANCE","distanceKm":6385,"roundTripMillis":null,"load":0,"share":0,
       "reason":"it is DEGRADED"}""";
  private static final String ROUTE =
      """
      {"roomId":"r","country":"DE","best":%s,"candidates":[%s,%s],"why":"de is the market","asOf":"2026-11-11T18:00:00Z"}""";

  private final CommandStage stage;

  RouteCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void theAnswerComesFirstAndThenEachCandidateWithItsReason() {
    stage.answer("/v1/routes", 200, ROUTE.formatted(DE, DE, US));
    Result result = stage.run("route", "r", "--country", "de");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("de at eu-west-1, line main\nhttp://a:8090/hls/r/de/master.m3u8\n")
        .containsPattern(
            "de +75 % +country +eu-west-1 +93 % +main +12 km +30 ms +it is here, but hot")
        .containsPattern("us +0 % +distance +- +- +main +6385 km +- +it is DEGRADED");
    assertThat(stage.asked).containsExactly("GET /v1/routes?roomId=r&country=DE");
  }

  @Test
  void nowhereIsAnAnswerToo() {
    stage.answer("/v1/routes", 200, ROUTE.formatted("null", US, US));
    assertThat(stage.run("route", "r", "--lat", "1.5", "--lon=-2", "--language", "PT").out())
        .startsWith("Nowhere: de is the market.");
    assertThat(stage.asked).containsExactly("GET /v1/routes?roomId=r&language=pt&lat=1.5&lon=-2.0");
    assertThat(stage.run("route", "r").code()).isEqualTo(2);
  }
}
