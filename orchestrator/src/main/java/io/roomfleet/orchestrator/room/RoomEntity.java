package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.SoonestTimer;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.room.relay.RelaySettings;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The actor around a live room. After each change, and by a timer while something is open, it does
 * what its state calls for: order its lines, brief its sub-rooms, free what is over. Every step may
 * be done again.
 */
public final class RoomEntity
    extends EventSourcedBehavior<RoomCommand, RoomEvent, @Nullable LiveRoomState> {
  public static final EntityTypeKey<RoomCommand> TYPE_KEY =
      EntityTypeKey.create(RoomCommand.class, "room");

  private static final Duration IDLE = Duration.ofMinutes(2);

  private final ActorContext<RoomCommand> context;
  private final SoonestTimer<RoomCommand> driving;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final String roomId;
  private final InstantSource clock;
  private final RoomLinks links;
  private final LineOrders lines;
  private final RoomRelays relays;
  private final Briefings briefings;
  private final RoomSessions sessions;
  private final Set<ActorRef<RoomCommand.Sequence>> watchers = new HashSet<>();

  /** Wires one room. */
  public static Behavior<RoomCommand> create(
      String roomId,
      ActorRef<ClusterSharding.ShardCommand> shard,
      InstantSource clock,
      RelaySettings relays,
      FleetView fleet,
      RoomLinks links) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new RoomEntity(context, timers, shard, roomId, clock, relays, fleet, links)));
  }

  private RoomEntity(
      ActorContext<RoomCommand> context,
      TimerScheduler<RoomCommand> timers,
      ActorRef<ClusterSharding.ShardCommand> shard,
      String roomId,
      InstantSource clock,
      RelaySettings relays,
      FleetView fleet,
      RoomLinks links) {
    super(
        PersistenceId.of(TYPE_KEY.name(), roomId),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.driving = new SoonestTimer<>(timers, RoomCommand.Drive.DRIVE);
    this.shard = shard;
    this.roomId = roomId;
    this.clock = clock;
    this.links = links;
    this.lines =
        new LineOrders(
            links,
            fleet,
            context.messageAdapter(RegionCommand.Released.class, RoomCommand.LedgerFreed::new));
    this.relays = new RoomRelays(relays);
    this.briefings = new Briefings(links, this.relays);
    this.sessions = new RoomSessions(links);
  }

  @Override
  public @Nullable LiveRoomState emptyState() {
    return null;
  }

  @Override
  public EventHandler<@Nullable LiveRoomState, RoomEvent> eventHandler() {
    return LiveRoom::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(100, 2);
  }

  @Override
  public Set<String> tagsFor(RoomEvent event) {
    return Set.of(Slices.tag(TYPE_KEY.name(), roomId));
  }

  @Override
  public SignalHandler<@Nullable LiveRoomState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.class,
            (state, signal) -> {
              context.setReceiveTimeout(IDLE, RoomCommand.Idle.IDLE);
              if (state != null) {
                context.getSelf().tell(RoomCommand.Wake.WAKE);
              }
            })
        .build();
  }

  @Override
  public CommandHandler<RoomCommand, RoomEvent, @Nullable LiveRoomState> commandHandler() {
    return this::onCommand;
  }

  private Effect<RoomEvent, @Nullable LiveRoomState> onCommand(
      @Nullable LiveRoomState state, RoomCommand command) {
    Instant now = clock.instant();
    if (command instanceof RoomCommand.Create c) {
      LiveRoom.Decision decision = LiveRoom.create(state, roomId, c.spec(), c.asker(), now);
      return answer(decision, c.replyTo(), RoomMapper::subRooms);
    } else if (command instanceof RoomCommand.Watch watch) {
      return onWatch(watch);
    } else if (command instanceof RoomCommand.Unwatch unwatch) {
      watchers.remove(unwatch.watcher());
      return Effect().none();
    } else if (command instanceof RoomCommand.Idle) {
      return onIdle(state);
    } else if (state == null) {
      StrayRoom.answer(roomId, command, links);
      return Effect().none();
    } else if (command instanceof RoomCommand.Start c) {
      return answer(LiveRoom.start(state, c.asker(), now), c.replyTo(), RoomMapper::subRooms);
    } else if (command instanceof RoomCommand.End c) {
      LiveRoom.Decision decision = LiveRoom.end(state, c.reason(), c.asker(), now);
      return answer(decision, c.replyTo(), RoomMapper::subRooms);
    } else if (command instanceof RoomCommand.Cancel c) {
      LiveRoom.Decision decision = LiveRoom.cancel(state, c.reason(), c.asker(), now);
      return answer(decision, c.replyTo(), RoomMapper::subRooms);
    } else if (command instanceof RoomCommand.AddSubRooms c) {
      LiveRoom.Decision decision = LiveRoom.addSubRooms(state, c.specs(), c.asker(), now);
      String requestId = c.asker().requestId();
      return answer(decision, c.replyTo(), s -> RoomMapper.subRoomsOf(s, requestId));
    } else if (command instanceof RoomCommand.SwitchLine c) {
      LiveRoom.Decision decision =
          LiveRoom.switchLine(state, c.lineId(), c.cause(), c.asker(), now);
      return answer(decision, c.replyTo(), RoomMapper::subRooms);
    } else if (command instanceof RoomCommand.LeaveLine c) {
      return persist(LineJudge.told(state, c, now));
    } else if (command instanceof RoomCommand.SwitchMeasured c) {
      return answer(LineJudge.measured(state, c.measured(), now), c.replyTo(), s -> List.of());
    } else if (command instanceof RoomCommand.OfAgenda c) {
      return onAgenda(state, c, now);
    } else if (command instanceof RoomCommand.SessionTells c) {
      RoomEvent.SessionTold told =
          new RoomEvent.SessionTold(c.sessionId(), c.number(), c.what(), c.by(), c.data(), c.at());
      return answer(RoomSessions.told(state, told), c.replyTo(), s -> List.of());
    } else if (command instanceof RoomCommand.SessionCalls c) {
      RoomSlot.Answer answer = RoomSessions.answer(state, c.call(), now);
      return persist(RoomSessions.called(state, c.call(), answer, now))
          .thenRun(
              (@Nullable LiveRoomState then) ->
                  links.toSession(
                      roomId, RoomSessions.withLine(Objects.requireNonNull(then), answer.word())));
    } else if (command instanceof RoomCommand.Get get) {
      RoomReply.Shown shown = shown(state, RoomMapper::subRooms);
      get.replyTo()
          .tell(new RoomReply.Shown(relays.shownIn(state, shown.room()), shown.subRooms()));
      return Effect().none();
    } else if (command instanceof RoomCommand.SubRoomSays says) {
      return onSubRoomSays(state, says);
    } else if (command instanceof RoomCommand.LedgerSaid said) {
      return onLedgerSaid(state, said);
    } else if (command instanceof RoomCommand.LedgerFreed free) {
      return onLedgerFreed(state, free.released());
    } else {
      List<RoomEvent> due = LiveRoom.due(state, now);
      due = due.isEmpty() ? LineJudge.due(state, now) : due;
      due = due.isEmpty() ? RoomSessions.due(state, now) : due;
      return persist(due.isEmpty() ? lines.due(state, now) : due);
    }
  }

  private Effect<RoomEvent, @Nullable LiveRoomState> answer(
      LiveRoom.Decision decision,
      ActorRef<RoomReply> replyTo,
      Function<LiveRoomState, List<SubRoom>> subRooms) {
    RoomReply.Refused refusal = decision.refusal();
    if (refusal != null) {
      replyTo.tell(refusal);
      return Effect().none();
    }
    return persist(decision.events())
        .thenRun(
            (@Nullable LiveRoomState now) ->
                replyTo.tell(shown(Objects.requireNonNull(now), subRooms)));
  }

  private Effect<RoomEvent, @Nullable LiveRoomState> onAgenda(
      LiveRoomState state, RoomCommand.OfAgenda c, Instant now) {
    LiveRoom.Decision decision = AgendaRules.decide(state, c.wish(), c.asker(), now);
    var kept = decision.events().isEmpty() ? Effect().none() : persist(decision.events());
    return kept.thenRun(
        (@Nullable LiveRoomState then) ->
            c.replyTo().tell(AgendaRules.reply(decision, Objects.requireNonNull(then))));
  }

  private static RoomReply.Shown shown(
      LiveRoomState state, Function<LiveRoomState, List<SubRoom>> subRooms) {
    return new RoomReply.Shown(RoomMapper.toDto(state), subRooms.apply(state));
  }

  private Effect<RoomEvent, @Nullable LiveRoomState> onSubRoomSays(
      LiveRoomState state, RoomCommand.SubRoomSays says) {
    briefings.knows(says.subRoomId(), says.version());
    relays.heard(state, says, clock.instant());
    List<RoomEvent> events =
        LiveRoom.subRoomSays(state, says.subRoomId(), says.reports(), clock.instant());
    return persist(events)
        .thenRun(
            (@Nullable LiveRoomState now) -> {
              var ref = Objects.requireNonNull(now).subRooms().get(says.subRoomId());
              if (ref != null && !says.reports().isEmpty()) {
                links.toSubRoom(roomId, says.subRoomId(), new SubRoomCommand.Noted(ref.noted()));
              }
            });
  }

  private Effect<RoomEvent, @Nullable LiveRoomState> onLedgerSaid(
      LiveRoomState state, RoomCommand.LedgerSaid said) {
    return persist(lines.said(state, said, clock.instant()));
  }

  private Effect<RoomEvent, @Nullable LiveRoomState> onLedgerFreed(
      LiveRoomState state, RegionCommand.Released released) {
    for (LineState line : state.lines().values()) {
      if (Order.relayId(roomId, line.spec().id()).equals(released.id())) {
        return persist(
            LineMoves.freed(line, released.attempt(), state.status().isFinal(), clock.instant()));
      }
    }
    return Effect().none();
  }

  private Effect<RoomEvent, @Nullable LiveRoomState> onWatch(RoomCommand.Watch watch) {
    if (watchers.add(watch.watcher())) {
      context.watchWith(watch.watcher(), new RoomCommand.Unwatch(watch.watcher()));
    }
    watch.watcher().tell(new RoomCommand.Sequence(lastSequenceNumber(context)));
    return Effect().none();
  }

  private Effect<RoomEvent, @Nullable LiveRoomState> onIdle(@Nullable LiveRoomState state) {
    boolean quiet =
        watchers.isEmpty()
            && (state == null
                || LiveRoom.isAtRest(state)
                || (state.status() == RoomStatus.SCHEDULED && !isOpen(state)));
    if (quiet) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
    return Effect().none();
  }

  private org.apache.pekko.persistence.typed.javadsl.EffectBuilder<
          RoomEvent, @Nullable LiveRoomState>
      persist(List<RoomEvent> events) {
    if (events.isEmpty()) {
      return Effect().none().thenRun(this::drive);
    }
    return Effect()
        .persist(events)
        .thenRun(
            (@Nullable LiveRoomState now) -> {
              RoomCommand.Sequence newest = new RoomCommand.Sequence(lastSequenceNumber(context));
              watchers.forEach(watcher -> watcher.tell(newest));
              events.forEach(event -> links.kept(roomId, RoomEventMapper.typeOf(event)));
              drive(now);
            });
  }

  /** Does what the state still calls for, and comes back for what is open. */
  private void drive(@Nullable LiveRoomState state) {
    if (state == null) {
      return;
    }
    Instant now = clock.instant();
    lines.drive(state, now);
    relays.drive(state, now);
    briefings.drive(state, now);
    sessions.drive(state, now);
    if (isOpen(state) || LineJudge.isOpen(state) || relays.isOpen(state, now)) {
      driving.in(Duration.ofMillis(500));
    } else if (RoomSessions.isOpen(state)) {
      driving.in(Duration.ofSeconds(1));
    } else if (state.isActive()) {
      driving.in(LineOrders.RENEWAL);
    }
  }

  private boolean isOpen(LiveRoomState state) {
    return lines.isOpen(state) || briefings.isOpen(state);
  }
}
