package io.roomfleet.orchestrator.steering;

import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.steering.RouteWord.EdgeTold;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import io.roomfleet.orchestrator.steering.RouteWord.TableAsked;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * Keeps a node's {@link RouteTable}: takes in what sub-rooms and edges say, and how regions are.
 * One that came up asks the other nodes for what they know, each second until one has told it all.
 * Where none does, as after the start of the whole cluster, what it has heard within the grace is
 * all: what runs is woken at the start, and says where it is.
 */
public final class RouteListener {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Some 60 KB: far below what a message may have. */
  private static final int PART = 100;

  private final ActorContext<Object> context;
  private final RouteTable table;
  private final ActorRef<Topic.Command<RouteWord>> topic;
  private final FleetView fleet;
  private final InstantSource clock;
  private final long wholeAt;

  private enum Look {
    LOOK
  }

  private RouteListener(
      ActorContext<Object> context,
      RouteTable table,
      ActorRef<Topic.Command<RouteWord>> topic,
      FleetView fleet,
      SteeringSettings settings,
      InstantSource clock) {
    this.context = context;
    this.table = table;
    this.topic = topic;
    this.fleet = fleet;
    this.clock = clock;
    this.wholeAt = clock.millis() + settings.grace().toMillis();
  }

  /**
   * The actor of one node.
   *
   * @param topic on which all nodes hear
   */
  public static Behavior<Void> create(
      RouteTable table,
      ActorRef<Topic.Command<RouteWord>> topic,
      FleetView fleet,
      SteeringSettings settings,
      InstantSource clock) {
    Behavior<Object> listener =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> {
                      topic.tell(Topic.subscribe(context.getSelf().narrow()));
                      table.publisher(word -> topic.tell(Topic.publish(word)));
                      timers.startTimerWithFixedDelay(Look.LOOK, Duration.ZERO, LOOK);
                      RouteListener it =
                          new RouteListener(context, table, topic, fleet, settings, clock);
                      return Behaviors.receive(Object.class)
                          .onAnyMessage(
                              message -> {
                                it.on(message);
                                return Behaviors.same();
                              })
                          .build();
                    }));
    return Behaviors.setup(
        context -> {
          context.spawn(listener, "listener");
          return Behaviors.empty();
        });
  }

  private void on(Object message) {
    long now = clock.millis();
    if (message instanceof SubRoomTold told) {
      table.take(told, now);
    } else if (message instanceof EdgeTold told) {
      table.take(told);
    } else if (message instanceof RouteCopy copy) {
      table.take(copy, now);
    } else if (message instanceof TableAsked asked) {
      if (!asked.replyTo().equals(context.getSelf())) {
        table.copies(PART).forEach(asked.replyTo()::tell);
      }
    } else {
      look(now);
    }
  }

  private void look(long now) {
    table.look(fleet.regions(), now);
    if (!table.isWhole()) {
      if (fleet.isComplete() && now >= wholeAt) {
        table.complete();
      } else {
        topic.tell(Topic.publish(new TableAsked(context.getSelf().narrow())));
      }
    }
  }
}
