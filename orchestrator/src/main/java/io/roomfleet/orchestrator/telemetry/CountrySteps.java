package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.viewing.Tally;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.orchestrator.telemetry.window.CountryWindows;
import io.roomfleet.orchestrator.telemetry.window.Window;
import io.roomfleet.orchestrator.telemetry.window.WindowBytes;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Merges rollups into steps of equal length, with all of their countries. */
final class CountrySteps implements FigureReader.Steps {
  private final Span span;
  private final NavigableMap<Long, CountryWindows> counted = new TreeMap<>();
  private final NavigableMap<Long, Viewing> seen = new TreeMap<>();
  private final NavigableSet<String> countries = new TreeSet<>();

  CountrySteps(Span span) {
    this.span = span;
  }

  @Override
  public void add(Rollup rollup) {
    CountryWindows windows = WindowBytes.read(rollup.windows());
    countries.addAll(windows.countries());
    counted
        .computeIfAbsent(span.startOf(rollup.start()), start -> new CountryWindows())
        .merge(windows);
  }

  @Override
  public void add(long windowStart, Viewing viewing) {
    countries.addAll(viewing.countries().keySet());
    seen.computeIfAbsent(span.startOf(windowStart), start -> new Viewing()).after(viewing);
  }

  NavigableSet<String> countries() {
    return countries;
  }

  /** The steps in which anything came from a country. */
  NavigableMap<Long, Known> known(String country) {
    NavigableMap<Long, Known> known = new TreeMap<>();
    counted.forEach(
        (start, windows) -> {
          Window window = windows.of(country);
          if (!window.isEmpty()) {
            Viewing viewing = seen.get(start);
            known.put(start, new Known(window, viewing == null ? null : viewing.of(country)));
          }
        });
    seen.forEach(
        (start, viewing) -> {
          Viewing its = viewing.of(country);
          if (its.sum(Tally.VIEWER_SECONDS) > 0) {
            known.putIfAbsent(start, new Known(new Window(), its));
          }
        });
    return known;
  }
}
