package io.roomfleet.deploy.cli;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.metrics.LiveMetrics;
import io.roomfleet.api.metrics.MetricsView;
import io.roomfleet.api.metrics.MetricsView.AgendaPart;
import io.roomfleet.api.metrics.Viewing;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Figures, for people: a row for each step, and below it what the whole time came to. */
record MetricsText(Terminal terminal, Times times) {
  private static final List<String> FIGURES =
      List.of(
          "VIEWERS",
          "STALLED",
          "LATENCY",
          "JOIN P95",
          "EXPOSURES",
          "CLICKS",
          "ENTRANTS",
          "COMMENTS",
          "LIKES",
          "ENGAGEMENT",
          "ORDERS",
          "REVENUE",
          "CONVERSION",
          "COMPLAINTS");

  String text(MetricsView view) {
    if (view.agenda() != null) {
      return agenda(view.agenda(), view.total());
    }
    if (view.points().isEmpty()) {
      return "Nothing was counted from %s to %s.\n"
          .formatted(times.text(view.from()), times.text(view.to()));
    }
    Table table = table("FROM");
    view.points().forEach(point -> row(table, point.figures(), times.text(point.from())));
    row(table, view.total(), "total");
    return table.text(terminal.width()) + "\n" + summary(view.total());
  }

  private String agenda(List<AgendaPart> parts, Figures total) {
    Table table = table("ITEM", "FROM", "MINUTES");
    for (AgendaPart part : parts) {
      AgendaItem item = part.item();
      row(
          table,
          part.figures(),
          item == null ? "(nothing)" : item.id(),
          times.text(part.from()),
          String.format(Locale.ROOT, "%.1f", part.seconds() / 60.0));
    }
    row(table, total, "total", "", "");
    return table.text(terminal.width()) + "\n" + summary(total);
  }

  String live(LiveMetrics frame) {
    Table table = table("LAST MINUTE");
    frame.subRooms().forEach(each -> row(table, each.newest().lastMinute(), each.subRoomId()));
    row(table, frame.room().lastMinute(), "room");
    return terminal.in(Colour.BOLD, frame.roomId())
        + "  "
        + times.text(frame.at())
        + "  "
        + frame.room().viewers()
        + " viewers now\n"
        + table.text(terminal.width());
  }

  private static Table table(String... first) {
    return new Table(Stream.concat(Arrays.stream(first), FIGURES.stream()).toArray(String[]::new));
  }

  private static void row(Table table, Figures figures, String... first) {
    Figures.Counts counts = figures.counts();
    Viewing viewing = figures.viewing();
    Stream<String> cells =
        Stream.of(
            viewing == null ? "" : Long.toString(Math.round(viewing.viewers())),
            viewing == null ? "" : percent(viewing.stallRatio()),
            viewing == null ? "" : seconds(viewing.latencyMillis()),
            viewing == null || viewing.joinMillis() == null
                ? ""
                : seconds(viewing.joinMillis().p95()),
            Long.toString(counts.exposures()),
            Long.toString(counts.clicks()),
            Long.toString(figures.distinct().entrants()),
            Long.toString(counts.comments()),
            Long.toString(counts.likes()),
            Long.toString(counts.engagement()),
            Long.toString(counts.orders()),
            figures.sales().stream()
                .map(it -> money(it.revenue()) + " " + it.currency())
                .collect(Collectors.joining(", ")),
            percent(figures.rates().conversion()),
            percent(figures.rates().complaintRate()));
    table.row(Stream.concat(Arrays.stream(first), cells).toArray(String[]::new));
  }

  private static String summary(Figures total) {
    Figures.Rates rates = total.rates();
    StringBuilder text = new StringBuilder();
    Viewing viewing = total.viewing();
    if (viewing != null) {
      text.append(
          "%-14s %9d  at the peak; %d different sessions, %.1f hours watched%n"
              .formatted(
                  "viewers",
                  viewing.peakViewers(),
                  viewing.distinct(),
                  viewing.watchSeconds() / 3600.0));
    }
    line(text, "cover CTR", rates.coverCtrPerExposure(), "clicks / exposures");
    line(text, "", rates.coverCtrPerExposedViewer(), "clicks / viewers who saw the cover");
    line(text, "effective CTR", rates.effectiveCtrPerExposure(), "entrants / exposures");
    line(text, "", rates.effectiveCtrPerExposedViewer(), "entrants / viewers who saw the cover");
    line(text, "conversion", rates.conversion(), "orders / entrants");
    line(text, "repurchase", rates.repurchase(), "buyers with an earlier order / buyers");
    line(text, "complaints", rates.complaintRate(), "of comments");
    total
        .sales()
        .forEach(
            it ->
                text.append(
                    "%-14s %9s %s  (%d orders)%n"
                        .formatted(
                            "average order",
                            money(it.averageOrderValue()),
                            it.currency(),
                            it.orders())));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable Double rate, String what) {
    text.append("%-14s %9s  %s%n".formatted(name, rate == null ? "-" : percent(rate), what));
  }

  private static String seconds(@Nullable Double millis) {
    return millis == null ? "" : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }

  private static String percent(@Nullable Double rate) {
    return rate == null ? "" : String.format(Locale.ROOT, "%.1f %%", rate * 100);
  }

  private static String money(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
  }
}
