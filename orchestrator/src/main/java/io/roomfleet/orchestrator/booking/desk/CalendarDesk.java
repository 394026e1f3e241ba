package io.roomfleet.orchestrator.booking.desk;

import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarEntity;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;

/** Asks the calendars of several regions at the same time. */
final class CalendarDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ClusterSharding sharding;

  CalendarDesk(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  /**
   * By region, what its calendar answered; those that did not in time are left out.
   *
   * @param question to a region, with whom to answer
   */
  <T> CompletionStage<Map<String, T>> ask(
      Collection<String> regions, BiFunction<String, ActorRef<T>, CalendarCommand> question) {
    CompletableFuture<Map<String, T>> all = CompletableFuture.completedFuture(new TreeMap<>());
    for (String region : regions) {
      CompletableFuture<@Nullable T> one =
          sharding
              .entityRefFor(CalendarEntity.TYPE_KEY, region)
              .<T>ask(replyTo -> question.apply(region, replyTo), PATIENCE)
              .<@Nullable T>handle((answer, failure) -> answer)
              .toCompletableFuture();
      all =
          all.thenCombine(
              one,
              (answers, answer) -> {
                if (answer != null) {
                  answers.put(region, answer);
                }
                return answers;
              });
    }
    return all;
  }
}
