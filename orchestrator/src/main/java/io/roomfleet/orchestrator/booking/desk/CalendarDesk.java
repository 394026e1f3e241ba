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
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;

/** Asks the calendars of several regions at the same time. */
public final class CalendarDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Function<String, RecipientRef<CalendarCommand>> calendars;
  private final Scheduler scheduler;

  /**
   * @param calendars by region
   * @param scheduler that tells when an answer is overdue
   */
  CalendarDesk(Function<String, RecipientRef<CalendarCommand>> calendars, Scheduler scheduler) {
    this.calendars = calendars;
    this.scheduler = scheduler;
  }

  /** Of the calendars of a cluster. */
  public static CalendarDesk of(ActorSystem<?> system) {
    ClusterSharding sharding = ClusterSharding.get(system);
    return new CalendarDesk(
        region -> sharding.entityRefFor(CalendarEntity.TYPE_KEY, region), system.scheduler());
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
          AskPattern.<CalendarCommand, T>ask(
                  calendars.apply(region),
                  replyTo -> question.apply(region, replyTo),
                  PATIENCE,
                  scheduler)
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
