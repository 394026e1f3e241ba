package io.roomfleet.orchestrator.console;

import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.orchestrator.telemetry.TelemetryStage;
import io.roomfleet.orchestrator.telemetry.beacon.SentBeacon;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The viewers of a {@link StageEvening}, as agents and phones told of them then. */
final class StageAudience {
  /** From when to when de had no agent. */
  static final double LOST = 9;

  static final double BACK = 10;

  private final TelemetryStage telemetry;
  private final Instant start;

  StageAudience(Stage stage) {
    this.telemetry = stage.telemetry();
    this.start = stage.evening().start();
  }

  /**
   * 100 viewers in de, 50 in us and 30 in id, each second of the broadcast until now; of those of
   * de 20 are left while it has no agent, and stand still for three tenths of the time.
   */
  StageAudience watched() {
    long now = Instant.now().getEpochSecond();
    for (long second = start.getEpochSecond(); second < now; second++) {
      double minute = (second - start.getEpochSecond()) / 60.0;
      boolean isLost = minute >= LOST && minute < BACK;
      seen("de", second, isLost ? 20 : 100, isLost ? 300 : 0);
      seen("us", second, 50, 0);
      seen("id", second, 30, 0);
    }
    return this;
  }

  private void seen(String subRoom, long second, int viewers, long stalledMillis) {
    telemetry.viewing.seenThen(
        "eu-west-1",
        new AudienceWindow(
            Broadcast.ROOM,
            subRoom,
            "boot",
            second,
            viewers,
            0,
            0,
            viewers,
            0,
            1_000L * viewers,
            stalledMillis * viewers,
            List.of(),
            Map.of("DE", viewers),
            null,
            null,
            null,
            null,
            null));
  }

  /** So many orders in de within a second. */
  StageAudience ordered(URI console, Instant at, int orders) throws Exception {
    List<SentBeacon> all = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      all.add(
          SentBeacon.of("order", at + "-" + i, Broadcast.ROOM, "de", at, "viewer-" + i)
              .ordering("20", "EUR", null, false));
    }
    int status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(console.resolve("/v1/beacons"))
                    .header("Authorization", "Bearer " + Stage.TOKEN)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(SentBeacon.array(all)))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status != 200) {
      throw new IllegalStateException("beacons: " + status + " (expected: 200)");
    }
    return this;
  }
}
