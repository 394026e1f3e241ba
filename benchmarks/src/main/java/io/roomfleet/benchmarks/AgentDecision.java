package io.roomfleet.benchmarks;

import io.roomfleet.orchestrator.placement.AgentChoice;
import io.roomfleet.orchestrator.placement.AgentSearch;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.AgentTable;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long the choice of an agent for one ladder takes, by how many agents there are, and what it
 * allocates. The agents are 60 % full on average, unevenly; some are not heard, drained, or lack an
 * ability. The wishes are 64 ladders of made-up sizes, in turn.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AgentDecision {
  private static final int WISHES = 64;
  private static final List<Set<String>> ABILITIES =
      List.of(Set.of("h264", "hls"), Set.of("h264", "hls", "srt"), Set.of("h264", "hls", "nvenc"));

  @Param({"100", "1000", "10000"})
  public int agents;

  private AgentTable table = AgentTable.EMPTY;
  private final AgentWish[] wishes = new AgentWish[WISHES];
  private int next;

  /** Makes the region. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    List<AgentSnapshot> snapshots = new ArrayList<>();
    for (int k = 0; k < agents; k++) {
      Amount capacity = new Amount(16_000, 2_000_000, 40);
      double use = 0.2 + 0.8 * random.nextDouble();
      Amount reserved =
          new Amount(
              (long) (16_000 * use),
              (long) (2_000_000 * use * (0.8 + 0.2 * random.nextDouble())),
              (long) (40 * use));
      snapshots.add(
          new AgentSnapshot(
              "agent-%05d".formatted(k),
              random.nextInt(50) > 0,
              random.nextInt(50) == 0,
              ABILITIES.get(random.nextInt(ABILITIES.size())),
              capacity,
              reserved));
    }
    table = AgentTable.of(snapshots);
    for (int k = 0; k < WISHES; k++) {
      Amount need = new Amount(500 + random.nextInt(3_000), 5_000 + random.nextInt(60_000), 1);
      wishes[k] = AgentWish.of(need, ABILITIES.get(0), random.nextInt(5_000));
    }
  }

  /** With its reasons, as it is kept and shown. */
  @Benchmark
  public AgentChoice explained() {
    return search().choice("fra");
  }

  /** The agent alone, as a region is asked whether it could. */
  @Benchmark
  public boolean found() {
    return search().isPossible();
  }

  /** What is measured stands here alone. */
  private AgentSearch search() {
    return new AgentSearch(table, wishes[next++ % WISHES], Policies.DEFAULT);
  }

  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(AgentDecision.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
