package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.metrics.Figures.Sales;
import io.roomfleet.api.metrics.MetricsCut;
import io.roomfleet.api.metrics.Viewing;
import io.roomfleet.api.metrics.Viewing.Spread;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.orchestrator.http.Metrics.Row;
import io.roomfleet.orchestrator.http.Metrics.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Figures as a table. Each heading says the unit; orders and revenue have columns for each currency
 * that occurs. What is not known is an empty cell, as are all of a country's figures of viewing but
 * viewers and watch time.
 */
final class MetricsCsv {
  private static final MathContext DIGITS = new MathContext(9);

  private final List<Column> columns = new ArrayList<>();

  private MetricsCsv(MetricsCut by, List<String> currencies) {
    place();
    if (by == MetricsCut.AGENDA) {
      item();
    }
    viewing();
    counts();
    distinct();
    rates();
    currencies.forEach(this::sales);
  }

  @FunctionalInterface
  private interface Cell {
    @Nullable String of(Row row);
  }

  @FunctionalInterface
  private interface Amount<T> {
    @Nullable Double of(T figures);
  }

  private record Column(String heading, Cell cell) {}

  static String of(Table table) {
    List<String> currencies =
        table.rows().stream()
            .flatMap(row -> row.figures().sales().stream())
            .map(Sales::currency)
            .distinct()
            .sorted()
            .toList();
    List<Column> columns = new MetricsCsv(table.by(), currencies).columns;
    Csv csv = new Csv();
    csv.row(columns.stream().map(Column::heading).toArray(String[]::new));
    @Nullable String[] cells = new @Nullable String[columns.size()];
    for (Row row : table.rows()) {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = columns.get(i).cell().of(row);
      }
      csv.row(cells);
    }
    return csv.text();
  }

  private void place() {
    add("from (UTC)", row -> row.from().toString());
    add("to (UTC)", row -> row.to().toString());
    add("duration (s)", row -> Long.toString(row.length().toSeconds()));
    add("subRoomId", Row::subRoomId);
    add("country", Row::country);
  }

  private void item() {
    item("agendaItem", AgendaItem::id);
    item("productId", AgendaItem::productId);
    item("topic", AgendaItem::topic);
    item("hostId", AgendaItem::hostId);
  }

  private void item(String heading, Function<AgendaItem, @Nullable String> of) {
    add(
        heading,
        row -> {
          AgendaItem item = row.item();
          return item == null ? null : of.apply(item);
        });
  }

  private void viewing() {
    add("viewers (mean)", row -> seen(row.figures().viewing(), Viewing::viewers));
    add("peakViewers (count)", row -> seenCount(ofAll(row), Viewing::peakViewers));
    add("watchTime (s)", row -> seenCount(row.figures().viewing(), Viewing::watchSeconds));
    add("joins (sessions)", row -> seenCount(ofAll(row), Viewing::joins));
    add("leaves (sessions)", row -> seenCount(ofAll(row), Viewing::leaves));
    add("sessions (distinct)", row -> seenCount(ofAll(row), Viewing::distinct));
    add("stallRatio (0 to 1)", row -> seen(ofAll(row), Viewing::stallRatio));
    add("latency (ms)", row -> seen(ofAll(row), Viewing::latencyMillis));
    add("avOffset (ms)", row -> seen(ofAll(row), Viewing::avOffsetMillis));
    spread("join", "ms", Viewing::joinMillis);
    spread("buffer", "ms", Viewing::bufferMillis);
    spread("throughput", "kbit/s", Viewing::throughputKbps);
    spread("dwell", "ms", Viewing::dwellMillis);
    add(
        "incomplete (true or false)",
        row -> {
          Viewing seen = ofAll(row);
          return seen == null ? null : Boolean.toString(seen.incomplete());
        });
  }

  private void spread(String name, String unit, Function<Viewing, @Nullable Spread> of) {
    quantile(name + "P50 (" + unit + ")", of, Spread::p50);
    quantile(name + "P95 (" + unit + ")", of, Spread::p95);
    quantile(name + "P99 (" + unit + ")", of, Spread::p99);
  }

  private void quantile(
      String heading, Function<Viewing, @Nullable Spread> of, ToDoubleFunction<Spread> quantile) {
    add(
        heading,
        row -> {
          Viewing seen = ofAll(row);
          Spread spread = seen == null ? null : of.apply(seen);
          return spread == null ? null : text(quantile.applyAsDouble(spread));
        });
  }

  private void counts() {
    count("exposures (count)", it -> it.counts().exposures());
    count("clicks (count)", it -> it.counts().clicks());
    count("enters (count)", it -> it.counts().enters());
    count("leaves (count)", it -> it.counts().leaves());
    count("comments (count)", it -> it.counts().comments());
    count("likes (count)", it -> it.counts().likes());
    count("shares (count)", it -> it.counts().shares());
    count("gifts (count)", it -> it.counts().gifts());
    add("giftValue (platform's coin)", row -> text(row.figures().counts().giftValue()));
    count("productClicks (count)", it -> it.counts().productClicks());
    count("addToCarts (count)", it -> it.counts().addToCarts());
    count("orders (count)", it -> it.counts().orders());
    count("engagement (count)", it -> it.counts().engagement());
    count("complaints (count)", it -> it.counts().complaints());
  }

  private void distinct() {
    count("active (distinct viewers)", it -> it.distinct().active());
    count("exposed (distinct viewers)", it -> it.distinct().exposed());
    count("entrants (distinct viewers)", it -> it.distinct().entrants());
    count("buyers (distinct viewers)", it -> it.distinct().buyers());
    count("returningBuyers (distinct viewers)", it -> it.distinct().returningBuyers());
  }

  private void rates() {
    rate("engagement (per 10 s)", it -> it.rates().engagementPer10Seconds());
    rate("conversion (orders per entrant)", it -> it.rates().conversion());
    rate("repurchase (0 to 1)", it -> it.rates().repurchase());
    rate("coverCtr (clicks per exposure)", it -> it.rates().coverCtrPerExposure());
    rate("coverCtr (clicks per exposed viewer)", it -> it.rates().coverCtrPerExposedViewer());
    rate("effectiveCtr (entrants per exposure)", it -> it.rates().effectiveCtrPerExposure());
    rate(
        "effectiveCtr (entrants per exposed viewer)",
        it -> it.rates().effectiveCtrPerExposedViewer());
    rate("complaintRate (0 to 1)", it -> it.rates().complaintRate());
  }

  private void sales(String currency) {
    add(
        "orders in " + currency + " (count)",
        row -> sold(row, currency, it -> Long.toString(it.orders())));
    add("revenue (" + currency + ")", row -> sold(row, currency, it -> text(it.revenue())));
    add(
        "averageOrderValue (" + currency + ")",
        row -> sold(row, currency, it -> text(it.averageOrderValue())));
  }

  private static @Nullable String sold(Row row, String currency, Function<Sales, String> cell) {
    return row.figures().sales().stream()
        .filter(it -> it.currency().equals(currency))
        .map(cell)
        .findFirst()
        .orElse(null);
  }

  private void add(String heading, Cell cell) {
    columns.add(new Column(heading, cell));
  }

  private void count(String heading, ToLongFunction<Figures> count) {
    add(heading, row -> Long.toString(count.applyAsLong(row.figures())));
  }

  private void rate(String heading, Amount<Figures> rate) {
    add(
        heading,
        row -> {
          Double value = rate.of(row.figures());
          return value == null ? null : text(value);
        });
  }

  /** What agents saw of all viewers; null of a country's. */
  private static @Nullable Viewing ofAll(Row row) {
    return row.country() == null ? row.figures().viewing() : null;
  }

  private static @Nullable String seenCount(@Nullable Viewing seen, ToLongFunction<Viewing> count) {
    return seen == null ? null : Long.toString(count.applyAsLong(seen));
  }

  private static @Nullable String seen(@Nullable Viewing seen, Amount<Viewing> number) {
    Double value = seen == null ? null : number.of(seen);
    return value == null ? null : text(value);
  }

  private static String text(double value) {
    return text(new BigDecimal(value, DIGITS));
  }

  private static String text(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
