package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@code roomfleet report}, and {@code roomfleet region latency}, which reports of regions count
 * by.
 */
class ReportCommandTest {
  private static final String FIGURES =
      """
      {"counts":{"exposures":0,"clicks":0,"enters":100,"leaves":0,"comments":0,"likes":50,"shares":0,"gifts":0,
        "giftValue":0,"productClicks":0,"addToCarts":0,"orders":8,"engagement":50,"complaints":0},
       "distinct":{"active":100,"exposed":0,"entrants":100,"buyers":8,"returningBuyers":2},"sales":[],
       "rates":{"engagementPer10Seconds":1,"conversion":0.08,"repurchase":0.25,"coverCtrPerExposure":null,
        "coverCtrPerExposedViewer":null,"effectiveCtrPerExposure":null,"effectiveCtrPerExposedViewer":null,
        "complaintRate":null},"viewing":null}""";
  private static final String DIFFERENCES =
      """
      [{"figure":"CONVERSION","base":0.05,"value":0.065,"change":0.3,"changeLow":0.12,"changeHigh":0.48,"p":0.0004,
        "verdict":"DIFFERENT"},
       {"figure":"STALL_RATIO","base":0.01,"value":0.011,"change":0.1,"changeLow":-0.2,"changeHigh":0.4,"p":0.62,
        "verdict":"NOISE"},
       {"figure":"COVER_CTR","base":null,"value":0.1,"change":null,"changeLow":null,"changeHigh":null,"p":null,
        "verdict":"TOO_LITTLE"}]""";

  private final CommandStage stage;

  ReportCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private static String subject(String id) {
    return """
        {"id":"%s","label":"Evening %s","roomIds":["%s"],"from":"2026-11-11T18:00:00Z",
         "to":"2026-11-11T20:00:00Z","seconds":7200,"figures":%s}"""
        .formatted(id, id, id, FIGURES);
  }

  @Test
  void roomsAreShownBesideEachOtherWithWhatIsNoise() {
    stage.answer(
        "/v1/reports/rooms",
        200,
        """
        {"base":%s,"others":[{"subject":%s,"judgedBy":"TIME","differences":%s,
         "viewers":{"returning":120,"fresh":640,"error":50}}],"leftOut":0}"""
            .formatted(subject("a"), subject("b"), DIFFERENCES));
    Result result = stage.run("report", "rooms", "a", "b");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .contains(
            "Evening b against Evening a",
            "conversion 5.00 % 6.50 % +30.0 % +12.0 % to +48.0 % <0.001 different",
            "stall ratio 1.00 % 1.10 % +10.0 % -20.0 % to +40.0 % 0.620 noise",
            "cover ctr - 10.00 % - - - too little",
            "viewers: 120 came again, 640 are new (each ±50)");
    assertThat(stage.run("report", "rooms", "a").code()).isEqualTo(2);
  }

  @Test
  void aBroadcastIsShownInPartsWithWhatDiffers() {
    stage.answer(
        "/v1/rooms/r/report",
        200,
        """
        {"roomId":"r","title":"Night market","hostId":"studio-1","from":"2026-11-11T18:00:00Z",
         "to":"2026-11-11T19:00:00Z","by":"PRODUCT","stepSeconds":10,"total":%s,
         "parts":[{"key":"shoes","from":"2026-11-11T18:00:00Z","seconds":1200,"figures":%s,"againstTheRest":%s},
          {"key":"","from":"2026-11-11T18:20:00Z","seconds":2400,"figures":%s,"againstTheRest":[]}]}"""
            .formatted(FIGURES, FIGURES, DIFFERENCES, FIGURES));
    Result result = stage.run("report", "broadcast", "r", "--by", "PRODUCT", "--utc");
    assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .contains(
            "shoes 20:00 - - 50 8 8.00 % conversion +30.0 %",
            "(nothing) 40:00 - - 50 8 8.00 % -", "total 60:00 - - 50 8 8.00 % -");
    assertThat(stage.run("report", "broadcast", "r", "--by", "MOON").code()).isEqualTo(2);
  }

  @Test
  void regionsAreShownByMarket() {
    stage.answer(
        "/v1/reports/regions",
        200,
        """
        {"from":"2026-11-01T00:00:00Z","to":"2026-12-01T00:00:00Z","rooms":3,"leftOut":2,"markets":[
         {"market":"America/Sao_Paulo","hoursWatched":420.5,
          "hoursWatchedByLocalHour":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,10,20,40,80,40,0],
          "served":[{"region":"us-east","hoursWatched":420,"roundTripMillis":130.5,"stallRatio":0.01,
            "joinMillis":900},
           {"region":null,"hoursWatched":0.5,"roundTripMillis":null,"stallRatio":null,"joinMillis":null}],
          "nearest":"us-east","savedAtNearest":0,"savedByNewEdge":50.6}]}""");
    assertThat(stage.run("report", "regions").out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("2 more broadcasts were not read; ask for a shorter time.")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "America/Sao_Paulo 420.00 ··················▁▂▄█▄· us-east 130.50 1.00 % us-east 0.00 50.60"))
        .anySatisfy(line -> assertThat(line).contains("0.50 - (nowhere)"));
  }

  @Test
  void distancesSayWhatMeasuringChanged() {
    stage.answer(
        "/v1/round-trips",
        200,
        """
        {"roundTrips":[{"region":"eu-west","market":"Europe/Berlin","millis":31.2,"prior":"LISTED",
          "priorMillis":25,"measuredMillis":40,"samples":70},
         {"region":"us-east","market":"Europe/Berlin","millis":110,"prior":"ESTIMATED",
          "priorMillis":110,"measuredMillis":null,"samples":0}],"asOf":"2026-11-11T17:00:00Z"}""");
    assertThat(
            stage
                .run("region", "latency")
                .out()
                .lines()
                .map(line -> line.replaceAll(" +", " ").strip()))
        .contains(
            "eu-west Europe/Berlin 31.2 40.0 70 25.0 listed",
            "us-east Europe/Berlin 110.0 - 0 110.0 estimated");
  }
}
