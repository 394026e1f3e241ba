package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.metrics.MetricsView.Point;
import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
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
public final class MergedSteps implements FigureReader.Steps {
  private final Span span;
  private final @Nullable String country;
  private final NavigableMap<Long, Window> steps = new TreeMap<>();
  private final NavigableMap<Long, Viewing> seen = new TreeMap<>();
  private final Set<String> countries = new TreeSet<>();

  /**
   * @param country whose viewers are counted; null for all
   */
  MergedSteps(Span span, @Nullable String country) {
    this.span = span;
    this.country = country;
  }

  @Override
  public void add(Rollup rollup) {
    CountryWindows windows = WindowBytes.read(rollup.windows());
    countries.addAll(windows.countries());
    Window shown = windows.shown(country);
    if (!shown.isEmpty()) {
      steps.computeIfAbsent(span.startOf(rollup.start()), it -> new Window()).merge(shown);
    }
  }

  @Override
  public void add(long windowStart, Viewing viewing) {
    countries.addAll(viewing.countries().keySet());
    Viewing shown = country == null ? viewing : viewing.of(country);
    seen.computeIfAbsent(span.startOf(windowStart), start -> new Viewing()).after(shown);
  }

  /**
   * What is known of one step.
   *
   * @param viewing null when no agent saw a viewer
   */
  public record Known(Window window, @Nullable Viewing viewing) {
    /** Not to be changed. */
    public static final Known NOTHING = new Known(new Window(), null);

    /** Times one after the other. */
    public static Known after(List<Known> times) {
      Window window = new Window();
      Viewing viewing = new Viewing();
      for (Known each : times) {
        window.merge(each.window());
        if (each.viewing() != null) {
          viewing.after(each.viewing());
        }
      }
      return new Known(window, viewing);
    }
  }

  /** The steps of which anything is known, by their beginnings. Not to be changed. */
  public NavigableMap<Long, Known> known() {
    NavigableMap<Long, Known> known = new TreeMap<>();
    steps.forEach((start, window) -> known.put(start, new Known(window, seen.get(start))));
    seen.forEach((start, viewing) -> known.putIfAbsent(start, new Known(new Window(), viewing)));
    return known;
  }

  List<Point> points() {
    List<Point> points = new ArrayList<>();
    Duration length = Duration.ofMillis(span.step());
    known()
        .forEach(
            (start, it) ->
                points.add(
                    new Point(
                        Instant.ofEpochMilli(start),
                        FiguresMapper.figures(it.window(), length, it.viewing()))));
    return points;
  }

  /** All of it. */
  Figures total() {
    Window total = new Window();
    steps.values().forEach(total::merge);
    Viewing viewing = new Viewing();
    seen.values().forEach(viewing::after);
    return FiguresMapper.figures(total, Duration.ofMillis(span.to() - span.from()), viewing);
  }

  List<String> countries() {
    return List.copyOf(countries);
  }
}
