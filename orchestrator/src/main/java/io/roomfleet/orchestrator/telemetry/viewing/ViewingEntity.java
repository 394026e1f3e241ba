package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Recent;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Remembered;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Seen;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Written;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups.Part;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingRollups.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * The book of one sub-room's viewers, in memory. What it was told and has not written when its node
 * dies is lost: some ten seconds of figures, and of nothing else. Agents measure, nobody has been
 * promised that it is kept.
 */
public final class ViewingEntity {
  public static final EntityTypeKey<ViewingCommand> TYPE_KEY =
      EntityTypeKey.create(ViewingCommand.class, "viewing");

  /** Agents keep what they could not say for a minute. */
  static final Duration LATEST = Duration.ofSeconds(75);

  private static final Duration TICK = Duration.ofSeconds(5);

  /** Minutes are made of what is in memory, so that two of them are. */
  private static final Duration KEPT = Duration.ofMinutes(3);

  private static final Duration IDLE = Duration.ofMinutes(5);

  private final ActorContext<ViewingCommand> context;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final String roomId;
  private final String subRoomId;
  private final InstantSource clock;
  private final ViewingRollups rollups;
  private final UUID writer = UUID.randomUUID();
  private final ViewingBook book = new ViewingBook(LATEST.toMillis());
  private boolean writing;
  private long lastSeen;

  private ViewingEntity(
      ActorContext<ViewingCommand> context,
      ActorRef<ClusterSharding.ShardCommand> shard,
      String key,
      InstantSource clock,
      ViewingRollups rollups) {
    this.context = context;
    this.shard = shard;
    this.roomId = key.substring(0, key.indexOf('/'));
    this.subRoomId = key.substring(key.indexOf('/') + 1);
    this.clock = clock;
    this.rollups = rollups;
    this.lastSeen = clock.millis();
  }

  /**
   * One book.
   *
   * @param key {@code roomId/subRoomId}
   */
  public static Behavior<ViewingCommand> create(
      String key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      InstantSource clock,
      ViewingRollups rollups) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(ViewingCommand.Tick.TICK, TICK);
                  ViewingEntity entity = new ViewingEntity(context, shard, key, clock, rollups);
                  return Behaviors.receive(ViewingCommand.class)
                      .onAnyMessage(
                          command -> {
                            entity.on(command);
                            return Behaviors.same();
                          })
                      .build();
                }));
  }

  private void on(ViewingCommand command) {
    if (command instanceof Seen seen) {
      onSeen(seen);
    } else if (command instanceof Recent recent) {
      List<Part> rows = rows(book.windows(recent.from(), recent.to()));
      recent
          .replyTo()
          .tell(new Remembered(writer, book.from(), book.viewersNow(clock.millis()), rows));
    } else if (command instanceof Written written) {
      writing = false;
      if (!written.done()) {
        book.unwritten(written.windows());
      }
    } else {
      onTick();
    }
  }

  private void onSeen(Seen seen) {
    lastSeen = clock.millis();
    for (AudienceWindow window : seen.windows()) {
      try {
        book.take(seen.agentId(), window, lastSeen);
      } catch (IllegalArgumentException e) {
        context
            .getLog()
            .warn("viewing {}/{}: agent {}: {}", roomId, subRoomId, seen.agentId(), e.getMessage());
      }
    }
  }

  private void onTick() {
    long now = clock.millis();
    if (!writing) {
      write(now);
    }
    book.forget(now - KEPT.toMillis());
    if (now - lastSeen > IDLE.toMillis() && book.isEmpty()) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
  }

  private void write(long now) {
    List<ViewingBook.Window> changed = book.toWrite(now);
    if (changed.isEmpty()) {
      return;
    }
    writing = true;
    book.written(changed);
    List<Part> windows = rows(changed);
    List<Part> minutes = minutes(changed);
    context.pipeToSelf(
        rollups
            .write(roomId, subRoomId, Step.TEN_SECONDS, windows)
            .thenCompose(done -> rollups.write(roomId, subRoomId, Step.MINUTE, minutes)),
        (done, failure) -> {
          if (failure != null) {
            context
                .getLog()
                .warn("viewing {}/{}: writing failed: {}", roomId, subRoomId, failure.toString());
          }
          return new Written(changed, failure == null);
        });
  }

  private List<Part> rows(List<ViewingBook.Window> windows) {
    return windows.stream()
        .map(window -> new Part(window.start(), writer, ViewingBytes.of(window.viewing())))
        .toList();
  }

  /** The minutes of these windows, as far as they are known. */
  private List<Part> minutes(List<ViewingBook.Window> changed) {
    long length = Step.MINUTE.millis();
    TreeSet<Long> starts = new TreeSet<>();
    changed.forEach(window -> starts.add(Math.floorDiv(window.start(), length) * length));
    return starts.stream()
        .map(
            start -> {
              Viewing minute = new Viewing();
              book.windows(start, start + length).forEach(part -> minute.after(part.viewing()));
              return new Part(start, writer, ViewingBytes.of(minute));
            })
        .toList();
  }
}
