package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.platform.Slices;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;

/**
 * Wakes every Meter that is open, again and again: one whose node died comes up elsewhere although
 * nobody sends beacons or asks any more. One process per slice, somewhere in the cluster.
 */
public final class MeterWaker {
  private static final Duration PACE = Duration.ofSeconds(20);

  private sealed interface Message {}

  private enum Look implements Message {
    LOOK
  }

  private record Found(List<String> keys) implements Message {}

  private record Failed(Throwable cause) implements Message {}

  private MeterWaker() {}

  /**
   * Starts the processes.
   *
   * @param wake tells the Meter with this key to see to what is open
   */
  public static void start(ActorSystem<?> system, OpenMeters meters, Consumer<String> wake) {
    ShardedDaemonProcess.get(system)
        .init(
            Message.class,
            "meter-waker",
            Slices.COUNT,
            slice -> Behaviors.setup(context -> behavior(context, slice, meters, wake)));
  }

  private static Behavior<Message> behavior(
      ActorContext<Message> context, int slice, OpenMeters meters, Consumer<String> wake) {
    context.getSelf().tell(Look.LOOK);
    return Behaviors.receive(Message.class)
        .onMessage(
            Look.class,
            look -> {
              context.pipeToSelf(
                  meters.inSlice(slice),
                  (keys, failure) -> keys == null ? new Failed(failure) : new Found(keys));
              return Behaviors.same();
            })
        .onMessage(
            Found.class,
            found -> {
              found.keys().forEach(wake);
              return again(context);
            })
        .onMessage(
            Failed.class,
            failed -> {
              context
                  .getLog()
                  .warn(
                      "slice {}: cannot read which meters are open: {}",
                      slice,
                      failed.cause().toString());
              return again(context);
            })
        .build();
  }

  private static Behavior<Message> again(ActorContext<Message> context) {
    context.scheduleOnce(PACE, context.getSelf(), Look.LOOK);
    return Behaviors.same();
  }
}
