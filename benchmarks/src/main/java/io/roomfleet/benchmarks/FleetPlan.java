package io.roomfleet.benchmarks;

import io.roomfleet.orchestrator.placement.plan.FleetPlanner;
import io.roomfleet.orchestrator.placement.plan.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * How good fleet plans are and how long they take, as a table: {@code FleetPlan ITEMS REGIONS SEEDS
 * [EVENING ...]}. Times are by the clock and of the processor: cold is the first plan of a program,
 * warm one after {@value #WARM_UPS} others. Bounds of linear programs are left out for fleets of
 * more than {@value #SOLVABLE} costs: the solver would take hours.
 */
public final class FleetPlan {
  private static final int WARM_UPS = 6;
  private static final long SOLVABLE = 1_000_000;
  private static final String ONE = "one";
  private static final String ROW = "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n";

  private final Evening evening;
  private final int items;
  private final int regions;

  private FleetPlan(Evening evening, int items, int regions) {
    this.evening = evening;
    this.items = items;
    this.regions = regions;
  }

  /** One plan; {@code linear} has NaN where it was not sought. */
  private record Row(
      long seed, LinearBound linear, FleetPlanner.Plan plan, Seconds cold, Seconds warm) {
    double gap() {
      double bound = Double.isNaN(linear.cost()) ? plan.bound() : linear.cost();
      return 100 * (plan.cost() / bound - 1);
    }

    long leftOut() {
      return Arrays.stream(plan.at()).filter(at -> at == Problem.NOWHERE).count();
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 3) {
      System.err.println("usage: FleetPlan ITEMS REGIONS SEEDS [NEW|LOST|LATER ...]");
      System.exit(2);
    }
    if (arguments[0].equals(ONE)) {
      int items = Integer.parseInt(arguments[2]);
      int regions = Integer.parseInt(arguments[3]);
      FleetPlan one = new FleetPlan(Evening.valueOf(arguments[1]), items, regions);
      System.out.println(one.timed(one.fleet(Long.parseLong(arguments[4]))));
      return;
    }
    int items = Integer.parseInt(arguments[0]);
    int regions = Integer.parseInt(arguments[1]);
    int seeds = Integer.parseInt(arguments[2]);
    List<Evening> evenings =
        arguments.length == 3
            ? List.of(Evening.values())
            : Arrays.stream(arguments).skip(3).map(Evening::valueOf).toList();
    head();
    for (Evening evening : evenings) {
      new FleetPlan(evening, items, regions).measure(seeds);
    }
  }

  private static void head() {
    System.out.printf(
        ROW,
        "fleet",
        "evening",
        "seed",
        "LP bound",
        "own bound",
        "cost",
        "gap, %",
        "cold, s",
        "warm, s",
        "left out (LP)",
        "moves");
    System.out.printf(ROW, (Object[]) "-".repeat(11).split(""));
  }

  private Problem fleet(long seed) {
    return evening.fleet(seed, items, regions);
  }

  private void measure(int seeds) throws IOException, InterruptedException {
    for (long seed = 1; seed <= WARM_UPS; seed++) {
      FleetPlanner.plan(fleet(1_000 + seed));
    }
    List<Row> rows = new ArrayList<>();
    for (long seed : LongStream.rangeClosed(1, seeds).toArray()) {
      Problem fleet = fleet(seed);
      Seconds warm = timed(fleet);
      FleetPlanner.Plan plan = FleetPlanner.plan(fleet);
      rows.add(new Row(seed, linear(fleet), plan, cold(seed), warm));
      print(rows.get(rows.size() - 1));
    }
    printMedians(rows);
  }

  /** A garbage collection of what came before is not part of it. */
  private Seconds timed(Problem fleet) {
    System.gc();
    long processor = Seconds.processorTime();
    long now = System.nanoTime();
    FleetPlanner.Plan plan = FleetPlanner.plan(fleet);
    Seconds seconds = Seconds.since(now, processor);
    if (plan.at().length != items) {
      throw new IllegalStateException(
          "items: " + plan.at().length + " planned (expected: " + items + ")");
    }
    return seconds;
  }

  private LinearBound linear(Problem fleet) {
    return (long) items * regions <= SOLVABLE
        ? LinearBound.of(fleet)
        : new LinearBound(Double.NaN, Double.NaN);
  }

  /** In a Java of its own. An evening that begins with a plan of its own is not cold any more. */
  private Seconds cold(long seed) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FleetPlan.class.getName(), ONE, evening.name()));
    command.addAll(List.of("" + items, "" + regions, "" + seed));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a plan in a Java of its own ended with " + answer);
    }
    return Seconds.parse(answer);
  }

  private void print(Row row) {
    boolean solved = !Double.isNaN(row.linear.cost());
    System.out.printf(
        ROW,
        items + " x " + regions,
        evening,
        row.seed,
        solved ? number("%.2f", row.linear.cost()) : "-",
        number("%.2f", row.plan.bound()),
        number("%.2f", row.plan.cost()),
        number("%.3f", row.gap()),
        row.cold,
        row.warm,
        row.leftOut() + (solved ? number(" (%.1f)", row.linear.leftOut()) : ""),
        row.plan.moves());
  }

  private void printMedians(List<Row> rows) {
    Seconds cold =
        new Seconds(median(rows, r -> r.cold.wall()), median(rows, r -> r.cold.processor()));
    Seconds warm =
        new Seconds(median(rows, r -> r.warm.wall()), median(rows, r -> r.warm.processor()));
    System.out.printf(
        ROW,
        items + " x " + regions,
        evening,
        "median",
        "",
        "",
        "",
        number("%.3f", median(rows, Row::gap)),
        cold,
        warm,
        number("%.0f", median(rows, Row::leftOut)),
        number("%.0f", median(rows, r -> r.plan.moves())));
  }

  private static double median(List<Row> rows, ToDoubleFunction<Row> column) {
    double[] sorted = rows.stream().mapToDouble(column).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
