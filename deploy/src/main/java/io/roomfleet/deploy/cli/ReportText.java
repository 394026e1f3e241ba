package io.roomfleet.deploy.cli;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.metrics.Viewing;
import io.roomfleet.api.report.BroadcastReport;
import io.roomfleet.api.report.ComparisonReport;
import io.roomfleet.api.report.ComparisonReport.Compared;
import io.roomfleet.api.report.ComparisonReport.JudgedBy;
import io.roomfleet.api.report.Difference;
import io.roomfleet.api.report.Difference.Verdict;
import io.roomfleet.api.report.RegionReport;
import io.roomfleet.api.report.ReportFigure;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports, for people. */
record ReportText(Terminal terminal, Times times) {
  private static final String STEPS = "·▁▂▃▄▅▆▇█";

  String broadcast(BroadcastReport report) {
    Table table =
        new Table(
            report.by().name().replace('_', ' '),
            "LASTED",
            "VIEWERS",
            "STALLED",
            "ENGAGEMENT",
            "ORDERS",
            "CONVERSION",
            "DIFFERS FROM THE REST");
    report
        .parts()
        .forEach(
            part ->
                row(
                    table,
                    part.key().isEmpty() ? "(nothing)" : part.key(),
                    part.seconds(),
                    part.figures(),
                    differing(part.againstTheRest())));
    long seconds = report.to().getEpochSecond() - report.from().getEpochSecond();
    row(table, "total", seconds, report.total(), "");
    return "%s  %s, %s to %s%n"
            .formatted(
                terminal.in(Colour.BOLD, report.title()),
                report.hostId(),
                times.text(report.from()),
                times.text(report.to()))
        + table.text(terminal.width());
  }

  private static void row(
      Table table, String first, long seconds, Figures figures, String differing) {
    Viewing viewing = figures.viewing();
    table.row(
        first,
        "%d:%02d".formatted(seconds / 60, seconds % 60),
        viewing == null ? "" : Long.toString(Math.round(viewing.viewers())),
        viewing == null || viewing.stallRatio() == null ? "" : percent(viewing.stallRatio()),
        Long.toString(figures.counts().engagement()),
        Long.toString(figures.counts().orders()),
        figures.rates().conversion() == null ? "" : percent(figures.rates().conversion()),
        differing);
  }

  /** Those that are more than noise. */
  private static String differing(List<Difference> differences) {
    return differences.stream()
        .filter(it -> it.verdict() == Verdict.DIFFERENT)
        .map(it -> name(it.figure()) + " " + change(it))
        .collect(Collectors.joining(", "));
  }

  String comparison(ComparisonReport report) {
    StringBuilder text = new StringBuilder();
    for (Compared compared : report.others()) {
      text.append(
          "%s against %s%n"
              .formatted(
                  terminal.in(Colour.BOLD, compared.subject().label()),
                  terminal.in(Colour.BOLD, report.base().label())));
      Table table = new Table("FIGURE", "BASE", "THIS", "CHANGE", "95 %", "P", "");
      compared.differences().forEach(it -> row(table, it));
      text.append(table.text(terminal.width()));
      ComparisonReport.ReturningViewers viewers = compared.viewers();
      if (viewers != null) {
        text.append(
            "viewers: %d came again, %d are new (each ±%d)%n"
                .formatted(viewers.returning(), viewers.fresh(), viewers.error()));
      }
      text.append(
          compared.judgedBy() == JudgedBy.BROADCASTS
              ? "Noise is what whole broadcasts differ by.\n\n"
              : "Noise is what each varies by within itself; evenings differ for other reasons too.\n\n");
    }
    return text + leftOut(report.leftOut());
  }

  private void row(Table table, Difference it) {
    table.row(
        name(it.figure()),
        value(it.figure(), it.base()),
        value(it.figure(), it.value()),
        change(it),
        it.changeLow() == null || it.changeHigh() == null
            ? ""
            : signed(it.changeLow()) + " to " + signed(it.changeHigh()),
        it.p() == null
            ? ""
            : it.p() < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", it.p()),
        switch (it.verdict()) {
          case DIFFERENT -> terminal.in(Colour.BOLD, "different");
          case NOISE -> "noise";
          case TOO_LITTLE -> "too little";
        });
  }

  String regions(RegionReport report) {
    Table table =
        new Table(
            "MARKET",
            "HOURS",
            "BY LOCAL HOUR, 0 TO 23",
            "SERVED FROM",
            "MS",
            "STALLED",
            "NEAREST",
            "SAVED THERE $",
            "BY AN EDGE $");
    for (RegionReport.Market market : report.markets()) {
      boolean first = true;
      for (RegionReport.Served served : market.served()) {
        table.row(
            first ? market.market() : "",
            number(served.hoursWatched()),
            first ? bars(market.hoursWatchedByLocalHour()) : "",
            served.region() == null ? "(nowhere)" : served.region(),
            served.roundTripMillis() == null ? "" : number(served.roundTripMillis()),
            served.stallRatio() == null ? "" : percent(served.stallRatio()),
            first ? String.valueOf(market.nearest()) : "",
            first ? number(market.savedAtNearest()) : "",
            first ? number(market.savedByNewEdge()) : "");
        first = false;
      }
    }
    return "%d broadcasts from %s to %s%n"
            .formatted(report.rooms(), times.text(report.from()), times.text(report.to()))
        + (table.isEmpty() ? "Nobody watched.\n" : table.text(terminal.width()))
        + leftOut(report.leftOut());
  }

  private static String bars(List<Double> hours) {
    double most = hours.stream().mapToDouble(it -> it).max().orElse(0);
    StringBuilder bars = new StringBuilder();
    for (double each : hours) {
      int height = most == 0 ? 0 : (int) Math.ceil(each / most * (STEPS.length() - 1));
      bars.append(STEPS.charAt(height));
    }
    return bars.toString();
  }

  private static String leftOut(int rooms) {
    return rooms == 0 ? "" : rooms + " more broadcasts were not read; ask for a shorter time.\n";
  }

  private static String name(ReportFigure figure) {
    return figure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String change(Difference it) {
    return it.change() == null ? "" : signed(it.change());
  }

  private static String signed(double change) {
    return String.format(Locale.ROOT, "%+.1f %%", change * 100);
  }

  private static String value(ReportFigure figure, @Nullable Double value) {
    if (value == null) {
      return "-";
    }
    return switch (figure) {
      case STALL_RATIO, CONVERSION, REPURCHASE, COMPLAINT_RATE, COVER_CTR -> percent(value);
      case JOIN_MILLIS -> Math.round(value) + " ms";
      case WATCH_SECONDS -> Math.round(value) + " s";
      case VIEWERS, ENGAGEMENT_PER_VIEWER_MINUTE, ORDERS_PER_VIEWER_HOUR, AVERAGE_ORDER_VALUE ->
          number(value);
    };
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.2f %%", ratio * 100);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
