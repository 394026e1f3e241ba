package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roomfleet metrics} and {@code roomfleet beacons send}. */
class MetricsCommandTest {
  private static final String FIGURES =
      """
      {"counts":{"exposures":8,"clicks":3,"enters":3,"leaves":1,"comments":4,"likes":5,"shares":1,
        "gifts":1,"giftValue":12.5,"productClicks":1,"addToCarts":1,"orders":1,"engagement":12,"complaints":2},
       "distinct":{"active":4,"exposed":4,"entrants":2,"buyers":1,"returningBuyers":0},
       "sales":[{"currency":"EUR","orders":1,"revenue":19.99,"averageOrderValue":19.9900}],
       "rates":{"engagementPer10Seconds":2.0,"conversion":0.5,"repurchase":0.0,"coverCtrPerExposure":0.375,
        "coverCtrPerExposedViewer":0.75,"effectiveCtrPerExposure":0.25,"effectiveCtrPerExposedViewer":0.5,
        "complaintRate":null}}""";
  private static final String METRICS =
      """
      {"roomId":"r","subRoomId":null,"country":null,"from":"2026-11-11T17:00:00Z","to":"2026-11-11T18:00:00Z",
       "stepSeconds":60,"points":[{"from":"2026-11-11T17:20:00Z","figures":%s}],"total":%s,"countries":["DE"],
       "asOf":"2026-11-11T18:00:00Z"}"""
          .formatted(FIGURES, FIGURES);

  private final CommandStage stage;

  MetricsCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void aRowIsShownForEachStepAndWhatItCameToBelow() {
    stage.answer("/v1/rooms/r/metrics", 200, METRICS);
    Result result = stage.run("metrics", "r", "--utc");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains(
            "2026-11-11T17:20:00Z  -        -        -        -         8", "19.99 EUR", "50.0 %")
        .containsPattern("cover CTR +37.5 %  clicks / exposures")
        .containsPattern("effective CTR +25.0 %  entrants / exposures")
        .containsPattern("complaints +-  of comments")
        .containsPattern("average order +19.99 EUR  \\(1 orders\\)");
  }

  @Test
  void whatIsAskedForIsWhatWasTyped() {
    stage.answer("/v1/rooms/r/metrics", 200, METRICS);
    stage.run(
        "metrics",
        "r",
        "--utc",
        "--from",
        "2026-11-11T17:00",
        "--to",
        "2026-11-11T18:00",
        "--step",
        "10s",
        "--sub-room",
        "de",
        "--country",
        "at",
        "--json");
    assertThat(stage.asked)
        .containsExactly(
            "GET /v1/rooms/r/metrics?from=2026-11-11T17%3A00%3A00Z&to=2026-11-11T18%3A00%3A00Z"
                + "&step=10&subRoomId=de&country=AT");
    assertThat(stage.run("metrics", "r", "--step", "soon").code()).isEqualTo(2);
    assertThat(stage.run("metrics", "r", "--live", "--country", "at").code()).isEqualTo(2);
  }

  @Test
  void figuresAreATableForSpreadsheets() {
    stage.answer("/v1/rooms/r/metrics", 200, "from (UTC),to (UTC)\r\na,b\r\n");
    Result csv = stage.run("metrics", "r", "--csv", "--country", "*", "--step", "10m");
    assertThat(csv.code()).isZero();
    assertThat(csv.out()).isEqualTo("from (UTC),to (UTC)\r\na,b\r\n");
    assertThat(stage.asked).containsExactly("GET /v1/rooms/r/metrics?step=600&country=*");
    assertThat(stage.run("metrics", "r", "--csv", "--curl").out()).contains("metrics?format=csv");
    assertThat(stage.run("metrics", "r", "--csv", "--live").code()).isEqualTo(2);
  }

  @Test
  void aRowIsShownForEachItemOfTheAgenda() {
    stage.answer(
        "/v1/rooms/r/metrics",
        200,
        METRICS.replace(
            "\"total\":",
            """
            "agenda":[
              {"item":null,"from":"2026-11-11T17:00:00Z","to":"2026-11-11T17:20:00Z","seconds":1200,"figures":%1$s},
              {"item":{"id":"shoes","productId":"sku-1","topic":null,"hostId":null,"startsAt":"2026-11-11T17:20:00Z"},
               "from":"2026-11-11T17:20:00Z","to":"2026-11-11T18:00:00Z","seconds":90,"figures":%1$s}],
            "total":"""
                .formatted(FIGURES)));
    Result result = stage.run("metrics", "r", "--by", "agenda", "--utc");
    assertThat(stage.asked).containsExactly("GET /v1/rooms/r/metrics?by=AGENDA");
    assertThat(result.out())
        .containsPattern("\\(nothing\\) +2026-11-11T17:00:00Z +20\\.0 ")
        .containsPattern("shoes +2026-11-11T17:20:00Z +1\\.5 ")
        .contains("19.99 EUR")
        .containsPattern("total +- +- ");
  }

  @Test
  void liveFramesAreShownUntilTheStreamEnds() {
    String newest =
        "{\"from\":\"2026-11-11T17:00:00Z\",\"current\":%1$s,\"lastMinute\":%1$s}"
            .formatted(FIGURES.replace("\n", ""));
    String frame =
        "{\"roomId\":\"r\",\"at\":\"2026-11-11T17:00:01Z\",\"room\":%1$s,\"subRooms\":[{\"subRoomId\":\"de\",\"newest\":%1$s}]}"
            .formatted(newest);
    stage.answer(
        "/v1/rooms/r/metrics/live", 200, "retry: 1000\n\nevent: metrics\ndata: " + frame + "\n\n");
    Result result = stage.run("metrics", "r", "--live", "--utc");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("r  2026-11-11T17:00:01Z")
        .containsPattern("de +- +- +- +- +8 +3 +2 +4");
    assertThat(stage.run("metrics", "r", "--live", "--json").out()).isEqualTo(frame + "\n");
  }

  @Test
  void aFileOfLinesIsSentInBatches(@TempDir Path folder) throws Exception {
    stage.answer(
        "/v1/beacons",
        new CommandStage.Answer(200, "{\"accepted\":500,\"rejected\":[],\"rejectedCount\":0}"),
        new CommandStage.Answer(
            200,
            "{\"accepted\":99,\"rejected\":[{\"index\":7,\"code\":\"too_late\",\"message\":\"at: x\"}],\"rejectedCount\":1}"));
    Path file = Files.writeString(folder.resolve("b.ndjson"), "{\"id\":\"1\"}\n\n".repeat(600));
    Result result = stage.run("beacons", "send", file.toString());
    assertThat(stage.bodies).hasSize(2);
    assertThat(stage.bodies.get(0).lines()).hasSize(500);
    assertThat(result.out().lines())
        .containsExactly("beacon 507: too_late: at: x", "599 accepted, 1 rejected");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void anArrayIsSentAsItIs(@TempDir Path folder) throws Exception {
    stage.answer("/v1/beacons", 200, "{\"accepted\":1,\"rejected\":[],\"rejectedCount\":0}");
    Path file = Files.writeString(folder.resolve("b.json"), " [{\"id\":\"1\"}]");
    Result result = stage.run("beacons", "send", file.toString(), "--json");
    assertThat(stage.bodies).containsExactly(" [{\"id\":\"1\"}]");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("\"accepted\":1");
  }
}
