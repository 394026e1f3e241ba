package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.metrics.Viewing.RenditionShare;
import io.roomfleet.orchestrator.telemetry.viewing.Spread;
import io.roomfleet.orchestrator.telemetry.viewing.Tally;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.sketch.Percentiles;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From what was seen of viewers to what the API shows. */
final class ViewingMapper {
  private ViewingMapper() {}

  /** Null when nothing was seen. */
  static io.roomfleet.api.metrics.@Nullable Viewing figures(@Nullable Viewing seen) {
    if (seen == null || seen.isEmpty()) {
      return null;
    }
    Map<String, Double> countries = new TreeMap<>();
    seen.countries().forEach((country, sum) -> countries.put(country, mean(sum, seen)));
    return new io.roomfleet.api.metrics.Viewing(
        round(seen.viewers()),
        seen.peak(),
        seen.sum(Tally.VIEWER_SECONDS),
        seen.sum(Tally.JOINS),
        seen.sum(Tally.LEAVES),
        seen.distinct(),
        seen.stallRatio(),
        round(seen.latencyMillis()),
        round(seen.avOffsetMillis()),
        spread(seen, Spread.JOIN_MILLIS),
        spread(seen, Spread.BUFFER_MILLIS),
        spread(seen, Spread.THROUGHPUT_KBPS),
        spread(seen, Spread.DWELL_MILLIS),
        renditions(seen),
        countries,
        seen.sum(Tally.OVERFLOW) > 0);
  }

  private static List<RenditionShare> renditions(Viewing seen) {
    return seen.renditions().entrySet().stream()
        .map(
            each -> {
              Viewing.Rendition it = each.getValue();
              Double rate = it.rated() == 0 ? null : round((double) it.kilobits() / it.rated());
              return new RenditionShare(each.getKey(), mean(it.viewerSeconds(), seen), rate);
            })
        .toList();
  }

  private static io.roomfleet.api.metrics.Viewing.@Nullable Spread spread(Viewing seen, Spread of) {
    Percentiles values = seen.spread(of);
    return values == null || values.count() == 0
        ? null
        : new io.roomfleet.api.metrics.Viewing.Spread(
            values.count(),
            round(values.quantile(0.5)),
            round(values.quantile(0.95)),
            round(values.quantile(0.99)));
  }

  private static double mean(long sum, Viewing seen) {
    return round((double) sum / seen.seconds());
  }

  private static @Nullable Double round(@Nullable Double value) {
    return value == null ? null : (Double) round(value.doubleValue());
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
