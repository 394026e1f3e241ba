package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.metrics.MetricsView.Point;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.window.CountryWindows;
import io.roomfleet.orchestrator.telemetry.window.Window;
import io.roomfleet.orchestrator.telemetry.window.WindowBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Merges rollups, of one sub-room or of many, into steps of equal length. */
final class MergedSteps {
  private final long from;
  private final long step;
  private final @Nullable String country;
  private final NavigableMap<Long, Window> steps = new TreeMap<>();
  private final Set<String> countries = new TreeSet<>();

  /**
   * @param from milliseconds since 1970, the beginning of a step
   * @param step milliseconds
   * @param country whose viewers are counted; null for all
   */
  MergedSteps(long from, long step, @Nullable String country) {
    this.from = from;
    this.step = step;
    this.country = country;
  }

  void add(Rollup rollup) {
    CountryWindows windows = WindowBytes.read(rollup.windows());
    countries.addAll(windows.countries());
    Window shown = windows.shown(country);
    if (!shown.isEmpty()) {
      long start = from + Math.floorDiv(rollup.start() - from, step) * step;
      steps.computeIfAbsent(start, it -> new Window()).merge(shown);
    }
  }

  List<Point> points() {
    List<Point> points = new ArrayList<>();
    steps.forEach(
        (start, window) ->
            points.add(
                new Point(
                    Instant.ofEpochMilli(start),
                    FiguresMapper.figures(window, Duration.ofMillis(step)))));
    return points;
  }

  /** All of it, up to {@code to}. */
  Figures total(long to) {
    Window total = new Window();
    steps.values().forEach(total::merge);
    return FiguresMapper.figures(total, Duration.ofMillis(to - from));
  }

  List<String> countries() {
    return List.copyOf(countries);
  }
}
