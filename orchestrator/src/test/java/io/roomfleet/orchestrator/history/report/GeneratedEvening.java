package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.orchestrator.telemetry.TelemetryStage;
import io.roomfleet.orchestrator.telemetry.beacon.SentBeacon;
import io.roomfleet.sketch.Percentiles;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Fifty minutes of a broadcast, as phones and agents tell of it: viewers come in waves, some
 * comment, some buy. What comes in waves follows the minute before.
 */
final class GeneratedEvening {
  static final int MINUTES = 50;
  private static final int COME_A_MINUTE = 60;

  /** So many viewers come on many evenings. */
  private static final int REGULARS = 1500;

  private final Random random;
  private final String room;
  private final Truth truth;
  private final Set<String> viewers = new HashSet<>();
  private int ids;
  private double mood;

  /**
   * What is so by design.
   *
   * @param conversion orders by entrant
   * @param stallRatio of what is watched
   * @param likes by entrant
   * @param returning the part of those who enter who are of {@link #REGULARS}
   */
  record Truth(double conversion, double stallRatio, double likes, double returning) {}

  GeneratedEvening(long seed, String room, Truth truth) {
    this.random = new Random(seed);
    this.room = room;
    this.truth = truth;
  }

  private String beacons(Instant start) {
    mood = 0.5 * mood + random.nextGaussian() * 0.15;
    List<SentBeacon> sent = new ArrayList<>();
    int come = (int) Math.round(COME_A_MINUTE * (1 + 0.3 * random.nextGaussian()));
    for (int i = 0; i < Math.max(5, come); i++) {
      String viewer = viewer();
      sent.add(beacon("exposure", start, viewer));
      if (random.nextDouble() < 0.4) {
        sent.add(beacon("click", start, viewer));
      }
      sent.add(beacon("enter", start, viewer));
      for (double left = truth.likes() * Math.max(0, 1 + mood);
          left > random.nextDouble();
          left--) {
        sent.add(beacon("like", start, viewer));
      }
      if (random.nextDouble() < truth.conversion()) {
        String price = String.valueOf(20 + random.nextInt(20));
        sent.add(
            beacon("order", start, viewer).ordering(price, "EUR", viewer, random.nextInt(4) == 0));
      }
    }
    return SentBeacon.array(sent);
  }

  private String viewer() {
    boolean again = random.nextDouble() < truth.returning();
    String viewer = again ? "regular-" + random.nextInt(REGULARS) : room + "-" + ids;
    viewers.add(viewer);
    return viewer;
  }

  private SentBeacon beacon(String type, Instant start, String viewer) {
    return SentBeacon.of(
        type, room + ids++, room, "de", start.plusMillis(random.nextInt(59_000)), viewer);
  }

  /** What an agent sees in one minute, a word each ten seconds. */
  void watch(TelemetryStage telemetry, Instant start) {
    for (int second = 0; second < 60; second += 10) {
      int viewers = 300 + random.nextInt(60);
      Percentiles joins = new Percentiles();
      for (int i = 0; i < 10; i++) {
        joins.add(300 + random.nextInt(400));
      }
      long measured = viewers * 1000L;
      double stalled = truth.stallRatio() * Math.max(0, 1 + 0.4 * random.nextGaussian());
      telemetry.viewing.seen(
          "agent-1",
          new AudienceWindow(
              room,
              "de",
              "boot",
              start.plusSeconds(second).getEpochSecond(),
              viewers,
              10,
              10,
              viewers,
              0,
              measured,
              Math.round(measured * stalled),
              List.of(),
              Map.of("DE", viewers),
              null,
              Base64.getEncoder().encodeToString(joins.encode()),
              null,
              null,
              null));
    }
    telemetry.viewing.keep(room, "de", start.toEpochMilli());
  }

  /** Everybody who came. */
  Set<String> viewers() {
    return viewers;
  }

  /** What phones send in one minute. */
  byte[] body(Instant start) {
    return beacons(start).getBytes(StandardCharsets.UTF_8);
  }
}
