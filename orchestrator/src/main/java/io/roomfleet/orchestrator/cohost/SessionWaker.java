package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.platform.Slices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;

/**
 * Wakes sessions that are not over, again and again: one that runs looks at what is due, one whose
 * node was lost comes up elsewhere. One process per slice, somewhere in the cluster.
 */
public final class SessionWaker {
  private static final Duration PACE = Duration.ofSeconds(5);

  private sealed interface Message {}

  private record Look() implements Message {}

  private record Found(List<String> sessions) implements Message {}

  private record Failed(Throwable cause) implements Message {}

  private SessionWaker() {}

  /**
   * Starts the processes.
   *
   * @param open sessions of a slice that may not be over
   * @param wake tells a session by its id to look at what is due
   */
  public static void start(
      ActorSystem<?> system,
      IntFunction<CompletionStage<List<String>>> open,
      Consumer<String> wake) {
    ShardedDaemonProcess.get(system)
        .init(
            Message.class,
            "session-waker",
            Slices.COUNT,
            slice -> Behaviors.setup(context -> start(context, slice, open, wake)));
  }

  private static Behavior<Message> start(
      ActorContext<Message> context,
      int slice,
      IntFunction<CompletionStage<List<String>>> open,
      Consumer<String> wake) {
    context.getSelf().tell(new Look());
    return Behaviors.receive(Message.class)
        .onMessage(
            Look.class,
            look -> {
              context.pipeToSelf(
                  open.apply(slice).thenApply(Found::new),
                  (found, failure) -> found == null ? new Failed(failure) : found);
              return Behaviors.same();
            })
        .onMessage(
            Found.class,
            found -> {
              found.sessions().forEach(wake);
              return again(context);
            })
        .onMessage(
            Failed.class,
            failed -> {
              String why = failed.cause().toString();
              context
                  .getLog()
                  .warn("slice {}: cannot read which sessions are open: {}", slice, why);
              return again(context);
            })
        .build();
  }

  private static Behavior<Message> again(ActorContext<Message> context) {
    context.scheduleOnce(PACE, context.getSelf(), new Look());
    return Behaviors.same();
  }
}
