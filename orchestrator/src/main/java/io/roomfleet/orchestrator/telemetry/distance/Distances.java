package io.roomfleet.orchestrator.telemetry.distance;

import io.roomfleet.orchestrator.placement.price.LatencyMatrix;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what this node was told of distances, and corrects this node's matrix by what all nodes
 * were told in the last {@link #DAYS} days. Each round trip of these days weighs the same.
 */
public final class Distances {
  /** Today and the days before: a cable is mended in days, and a week has all its evenings. */
  static final int DAYS = 7;

  private final RoundTripSums sums;
  private final RoundTripTable table;
  private final LatencyMatrix before;
  private final Consumer<LatencyMatrix> matrix;
  private final InstantSource clock;
  private final UUID writer = UUID.randomUUID();

  private sealed interface Message {}

  private enum Look implements Message {
    LOOK
  }

  /** A look that ended; null when it ended well. */
  private record Ended(@Nullable Throwable failure) implements Message {}

  /** Does nothing by itself; see {@link #create}. */
  public Distances(
      RoundTripSums sums,
      RoundTripTable table,
      LatencyMatrix before,
      Consumer<LatencyMatrix> matrix,
      InstantSource clock) {
    this.sums = sums;
    this.table = table;
    this.before = before;
    this.matrix = matrix;
    this.clock = clock;
  }

  /**
   * The actor of a node.
   *
   * @param before the matrix as it is configured
   * @param matrix takes the corrected one, each time
   * @param pace how often it keeps and reads
   */
  public static Behavior<?> create(
      RoundTripSums sums,
      RoundTripTable table,
      LatencyMatrix before,
      Consumer<LatencyMatrix> matrix,
      Duration pace,
      InstantSource clock) {
    Distances distances = new Distances(sums, table, before, matrix, clock);
    return Behaviors.<Message>setup(
        context -> {
          context.getSelf().tell(Look.LOOK);
          return Behaviors.receive(Message.class)
              .onMessage(
                  Look.class,
                  look -> {
                    context.pipeToSelf(distances.look(), (done, failure) -> new Ended(failure));
                    return Behaviors.same();
                  })
              .onMessage(Ended.class, ended -> again(context, ended, pace))
              .build();
        });
  }

  private static Behavior<Message> again(
      ActorContext<Message> context, Ended ended, Duration pace) {
    Throwable failure = ended.failure();
    if (failure != null) {
      context.getLog().warn("measured distances were not kept or not read: {}", failure.toString());
    }
    context.scheduleOnce(pace, context.getSelf(), Look.LOOK);
    return Behaviors.same();
  }

  /** Keeps what is new, then reads what all nodes kept, and corrects the matrix by it. */
  public CompletionStage<Void> look() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<RoundTripSums.Changed> news = sums.changes();
    return table
        .write(writer, news)
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                sums.again(news);
              }
            })
        .thenCompose(written -> read(today))
        .thenAccept(
            all -> {
              sums.forgetBefore(today);
              matrix.accept(corrected(all));
            });
  }

  private CompletionStage<List<RoundTripSums.Changed>> read(LocalDate today) {
    List<RoundTripSums.Changed> all = new ArrayList<>();
    CompletionStage<Void> reading = CompletableFuture.completedFuture(null);
    for (int i = 0; i < DAYS; i++) {
      LocalDate day = today.minusDays(i);
      reading = reading.thenCompose(done -> table.read(day).thenAccept(all::addAll));
    }
    return reading.thenApply(done -> all);
  }

  private record Pair(String region, ZoneId market) {}

  private LatencyMatrix corrected(List<RoundTripSums.Changed> all) {
    Map<Pair, RoundTripSums.Sum> byPair = new HashMap<>();
    for (RoundTripSums.Changed it : all) {
      byPair.merge(
          new Pair(it.key().region(), it.key().market()), it.sum(), RoundTripSums.Sum::plus);
    }
    return before.corrected(
        byPair.entrySet().stream()
            .map(
                it ->
                    new LatencyMatrix.Measurement(
                        it.getKey().region(),
                        it.getKey().market(),
                        it.getValue().millis() / it.getValue().samples(),
                        it.getValue().samples()))
            .toList());
  }
}
