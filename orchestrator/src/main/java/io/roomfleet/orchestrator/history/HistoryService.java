package io.roomfleet.orchestrator.history;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.RoomSession;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.orchestrator.alert.AlertEntity;
import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.history.JournalFold.Beyond;
import io.roomfleet.orchestrator.http.Histories;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.room.Agenda;
import io.roomfleet.orchestrator.room.AgendaRules;
import io.roomfleet.orchestrator.room.LiveRoom;
import io.roomfleet.orchestrator.room.LiveRoomState;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomMapper;
import io.roomfleet.orchestrator.subroom.SubRoom;
import io.roomfleet.orchestrator.subroom.SubRoomEntity;
import io.roomfleet.orchestrator.subroom.SubRoomEvent;
import io.roomfleet.orchestrator.subroom.SubRoomMapper;
import io.roomfleet.orchestrator.subroom.SubRoomState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API's view of the past: reads journals from their beginning, as streams of which only
 * the newest state is held, and folds them as the entities themselves do.
 *
 * <p>When something happened is what its event says: the instant at which its entity decided it. It
 * was shown a few milliseconds later, when it was persisted.
 */
public final class HistoryService implements Histories {
  /** Below the request's own limit, so that the answer says what was too slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  private static final int SUB_ROOMS_AT_ONCE = 8;
  private static final int MOST_SPANS = 5_000;

  private final ActorSystem<?> system;
  private final CurrentEventsByPersistenceIdQuery journal;
  private final InstantSource clock;

  /**
   * @param journal that rooms and sub-rooms write
   */
  public HistoryService(
      ActorSystem<?> system, CurrentEventsByPersistenceIdQuery journal, InstantSource clock) {
    this.system = system;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<RoomReplay>> replay(String roomId, Instant at) {
    Instant now = clock.instant();
    if (at.isAfter(now)) {
      return completedFuture(
          Outcome.refused(
              422, "not_happened_yet", "at: %s (expected: not after now, %s)".formatted(at, now)));
    }
    return roomUpTo(roomId, (state, sequence, itsAt) -> itsAt.isAfter(at))
        .thenCompose(
            room -> {
              LiveRoomState state = room.state();
              if (state != null) {
                return whole(state, room, at);
              }
              return completedFuture(
                  room.isCut()
                      ? Outcome.refused(
                          404,
                          "before_creation",
                          "at: " + at + " (expected: not before the room was made)")
                      : notFound(roomId));
            });
  }

  @Override
  public CompletionStage<Outcome<RoomReplay>> replay(String roomId, long sequence) {
    return roomUpTo(roomId, (state, itsSequence, itsAt) -> itsSequence > sequence)
        .thenCompose(
            room -> {
              LiveRoomState state = room.state();
              if (state == null) {
                return completedFuture(notFound(roomId));
              }
              return room.sequence() == sequence
                  ? whole(state, room, room.lastEventAt())
                  : completedFuture(
                      Outcome.refused(
                          422,
                          "not_happened_yet",
                          "sequence: %d (expected: 1 to %d)".formatted(sequence, room.sequence())));
            });
  }

  private CompletionStage<JournalFold<LiveRoomState, RoomEvent>> roomUpTo(
      String roomId, Beyond<LiveRoomState> beyond) {
    JournalFold<LiveRoomState, RoomEvent> fold = new JournalFold<>(LiveRoom::apply, beyond);
    return folded(roomJournal(roomId), fold, RoomEvent.class, RoomEvent::at);
  }

  private CompletionStage<Outcome<RoomReplay>> whole(
      LiveRoomState state, JournalFold<LiveRoomState, RoomEvent> room, Instant at) {
    return Source.from(RoomMapper.subRooms(state))
        .mapAsync(SUB_ROOMS_AT_ONCE, early -> subRoom(state, early, at))
        .runWith(Sink.seq(), system)
        .thenApply(
            subRooms -> {
              AgendaView agenda = AgendaRules.shown(state);
              return Outcome.done(
                  new RoomReplay(
                      state.id(),
                      at,
                      room.sequence(),
                      room.lastEventAt(),
                      RoomMapper.toDto(state),
                      subRooms,
                      agenda,
                      Agenda.onAt(agenda.spans(), at).orElse(null),
                      session(state, at)));
            });
  }

  /** Which session had the room; a hold counts until it lapses, whether or not that was noted. */
  private static @Nullable RoomSession session(LiveRoomState state, Instant at) {
    RoomSlot.Holder holder = state.slot().holder();
    if (holder == null) {
      return null;
    }
    Instant until = holder.until();
    return until == null || at.isBefore(until) ? new RoomSession(holder.sessionId(), until) : null;
  }

  /**
   * A sub-room as it was shown. Where its node's clock is ahead of the room's, it is read on until
   * it has said all that the room had heard of it: nothing is there before its cause.
   *
   * @param early as it was shown while only the room knew of it
   */
  private CompletionStage<io.roomfleet.api.room.SubRoom> subRoom(
      LiveRoomState room, io.roomfleet.api.room.SubRoom early, Instant at) {
    long noted = Objects.requireNonNull(room.subRooms().get(early.id())).noted();
    JournalFold<SubRoomState, SubRoomEvent> fold =
        new JournalFold<>(
            SubRoom::apply, (state, sequence, itsAt) -> itsAt.isAfter(at) && made(state) >= noted);
    return folded(subRoomJournal(room.id(), early.id()), fold, SubRoomEvent.class, SubRoomEvent::at)
        .thenApply(
            done -> {
              SubRoomState state = done.state();
              return state == null ? early : SubRoomMapper.toDto(state);
            });
  }

  private static long made(@Nullable SubRoomState state) {
    return state == null ? 0 : state.outbox().made();
  }

  @Override
  public CompletionStage<Outcome<TimelineView>> timeline(
      String roomId, @Nullable Instant from, @Nullable Instant to, Set<TimelineKind> kinds) {
    TimelineFold fold = new TimelineFold(new TimelineWindow(from, to, kinds), MOST_SPANS);
    return events(roomJournal(roomId))
        .runForeach(event -> fold.take(event.sequenceNr(), (RoomEvent) event.event()), system)
        .thenCompose(done -> kinds.contains(TimelineKind.ALERT) ? alerts(roomId, fold) : done(done))
        .thenApply(
            done -> {
              TimelineView view = fold.view(clock.instant());
              return view == null ? notFound(roomId) : Outcome.done(view);
            });
  }

  /** Alerts have a journal of their own; what they say stands beside what the room says. */
  private CompletionStage<Done> alerts(String roomId, TimelineFold fold) {
    return events(PersistenceId.of(AlertEntity.TYPE_KEY.name(), roomId).id())
        .runForeach(event -> fold.take((AlertEvent) event.event()), system);
  }

  private static CompletionStage<Done> done(Done done) {
    return completedFuture(done);
  }

  private <S, E> CompletionStage<JournalFold<S, E>> folded(
      String persistenceId, JournalFold<S, E> fold, Class<E> type, Function<E, Instant> at) {
    return events(persistenceId)
        .takeWhile(
            envelope -> {
              E event = type.cast(envelope.event());
              return fold.take(envelope.sequenceNr(), at.apply(event), event);
            })
        .runWith(Sink.ignore(), system)
        .thenApply(done -> fold);
  }

  private Source<EventEnvelope, NotUsed> events(String persistenceId) {
    return journal
        .currentEventsByPersistenceId(persistenceId, 1, Long.MAX_VALUE)
        .completionTimeout(PATIENCE);
  }

  private static String roomJournal(String roomId) {
    return PersistenceId.of(RoomEntity.TYPE_KEY.name(), roomId).id();
  }

  private static String subRoomJournal(String roomId, String subRoomId) {
    return PersistenceId.of(SubRoomEntity.TYPE_KEY.name(), Ids.subRoomKey(roomId, subRoomId)).id();
  }

  private static <T> Outcome<T> notFound(String roomId) {
    return Outcome.refused(
        404, "room_not_found", "room: " + roomId + " (expected: an existing room's id)");
  }
}
