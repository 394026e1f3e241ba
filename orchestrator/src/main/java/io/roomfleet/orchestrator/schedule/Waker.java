package io.roomfleet.orchestrator.schedule;

import io.roomfleet.orchestrator.platform.Slices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;

/**
 * Wakes rooms: at its own start those that were running, and from then on those that are due. One
 * process per slice, somewhere in the cluster. What is due stands in a table and stays there until
 * the room has done it, so a wake-up that is lost is given again.
 */
public final class Waker {
  private static final Duration PACE = Duration.ofMillis(500);

  /**
   * Rows older than the oldest due one are gone; so far behind it the table is still read, for rows
   * that come late.
   */
  private static final Duration LATE = Duration.ofMinutes(10);

  private sealed interface Message {}

  private record Look() implements Message {}

  private record Again() implements Message {}

  private record Running(List<String> rooms) implements Message {}

  private record Found(List<DueRooms.Due> due) implements Message {}

  private record Failed(Throwable cause, boolean atStart) implements Message {}

  private final ActorContext<Message> context;
  private final int slice;
  private final DueRooms rooms;
  private final InstantSource clock;
  private final Consumer<String> wake;
  private Instant from = Instant.EPOCH;

  private Waker(
      ActorContext<Message> context,
      int slice,
      DueRooms rooms,
      InstantSource clock,
      Consumer<String> wake) {
    this.context = context;
    this.slice = slice;
    this.rooms = rooms;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Starts the processes.
   *
   * @param wake tells a room by its id to look at what is due
   */
  public static void start(
      ActorSystem<?> system, DueRooms rooms, InstantSource clock, Consumer<String> wake) {
    ShardedDaemonProcess.get(system)
        .init(
            Message.class,
            "waker",
            Slices.COUNT,
            slice ->
                Behaviors.setup(context -> new Waker(context, slice, rooms, clock, wake).start()));
  }

  private Behavior<Message> start() {
    wakeRunning();
    return Behaviors.receive(Message.class)
        .onMessage(Running.class, running -> onRunning(running))
        .onMessage(
            Again.class,
            again -> {
              wakeRunning();
              return Behaviors.same();
            })
        .onMessage(Look.class, look -> onLook())
        .onMessage(Found.class, found -> onFound(found))
        .onMessage(Failed.class, failed -> onFailed(failed))
        .build();
  }

  private void wakeRunning() {
    pipe(rooms.active(slice).thenApply(Running::new), true);
  }

  private void pipe(CompletionStage<? extends Message> answer, boolean atStart) {
    context.pipeToSelf(
        answer, (message, failure) -> message == null ? new Failed(failure, atStart) : message);
  }

  private Behavior<Message> onRunning(Running running) {
    if (!running.rooms().isEmpty()) {
      context.getLog().info("slice {}: waking {} rooms that run", slice, running.rooms().size());
    }
    running.rooms().forEach(wake);
    return onLook();
  }

  private Behavior<Message> onLook() {
    pipe(rooms.due(slice, from, clock.instant()).thenApply(Found::new), false);
    return Behaviors.same();
  }

  private Behavior<Message> onFound(Found found) {
    found.due().forEach(due -> wake.accept(due.roomId()));
    Instant oldest = found.due().isEmpty() ? clock.instant() : found.due().get(0).at();
    from = oldest.minus(LATE);
    context.scheduleOnce(PACE, context.getSelf(), new Look());
    return Behaviors.same();
  }

  private Behavior<Message> onFailed(Failed failed) {
    context
        .getLog()
        .warn("slice {}: cannot read what is due: {}", slice, failed.cause().toString());
    context.scheduleOnce(
        PACE.multipliedBy(2), context.getSelf(), failed.atStart() ? new Again() : new Look());
    return Behaviors.same();
  }
}
