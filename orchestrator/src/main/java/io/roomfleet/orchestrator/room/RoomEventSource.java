package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.EventPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSource;

/**
 * A room's events as the journal has them. A stream asks the room to be told its newest sequence
 * and then reads the journal up to there: the telling may be lost or come twice, the reading has no
 * gap and nothing twice.
 */
public final class RoomEventSource {
  /** A room that moved to another node has forgotten its watchers; so often they come again. */
  private static final Duration WATCH_AGAIN = Duration.ofSeconds(3);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final CassandraReadJournal journal;

  public RoomEventSource(ActorSystem<?> system, ClusterSharding sharding) {
    this.system = system;
    this.sharding = sharding;
    this.journal = journal(system);
  }

  /** The read side of the journal that rooms and sub-rooms write. */
  public static CassandraReadJournal journal(ActorSystem<?> system) {
    return PersistenceQuery.get(system)
        .getReadJournalFor(CassandraReadJournal.class, CassandraReadJournal.Identifier());
  }

  /** At most {@code pageSize} events after a sequence, oldest first. */
  CompletionStage<EventPage> page(String roomId, long afterSequence, int pageSize) {
    return read(roomId, afterSequence, Long.MAX_VALUE)
        .take(pageSize + 1L)
        .runWith(Sink.seq(), system)
        .thenApply(
            found -> {
              boolean more = found.size() > pageSize;
              List<io.roomfleet.api.room.RoomEvent> shown =
                  new ArrayList<>(more ? found.subList(0, pageSize) : found);
              long last = shown.isEmpty() ? afterSequence : shown.get(shown.size() - 1).sequence();
              return new EventPage(shown, last, more);
            });
  }

  /** All events after a sequence, then each as it happens. */
  Source<io.roomfleet.api.room.RoomEvent, NotUsed> stream(String roomId, long afterSequence) {
    return newest(roomId)
        .statefulMap(
            () -> new long[] {afterSequence},
            (reached, newest) -> {
              long from = reached[0];
              reached[0] = Math.max(from, newest);
              return org.apache.pekko.japi.Pair.create(reached, new long[] {from, newest});
            },
            reached -> java.util.Optional.empty())
        .filter(range -> range[1] > range[0])
        .flatMapConcat(range -> read(roomId, range[0], range[1]));
  }

  /** The room's newest sequence, now and whenever it grows. */
  private Source<Long, NotUsed> newest(String roomId) {
    EntityRef<RoomCommand> room = sharding.entityRefFor(RoomEntity.TYPE_KEY, roomId);
    return ActorSource.<RoomCommand.Sequence>actorRef(
            done -> false, failed -> java.util.Optional.empty(), 16, OverflowStrategy.dropHead())
        .mapMaterializedValue(
            watcher ->
                system
                    .scheduler()
                    .scheduleWithFixedDelay(
                        Duration.ZERO,
                        WATCH_AGAIN,
                        () -> room.tell(new RoomCommand.Watch(watcher)),
                        system.executionContext()))
        .watchTermination(
            (watching, done) -> {
              done.whenComplete((ended, failure) -> watching.cancel());
              return NotUsed.getInstance();
            })
        .map(RoomCommand.Sequence::newest)
        .conflate(Math::max);
  }

  private Source<io.roomfleet.api.room.RoomEvent, NotUsed> read(
      String roomId, long afterSequence, long upTo) {
    String persistenceId = PersistenceId.of(RoomEntity.TYPE_KEY.name(), roomId).id();
    return journal
        .currentEventsByPersistenceId(persistenceId, afterSequence + 1, upTo)
        .map(
            envelope ->
                RoomEventMapper.toDto(roomId, envelope.sequenceNr(), (RoomEvent) envelope.event()));
  }
}
