package io.roomfleet.orchestrator.platform;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.projection.ProjectionBehavior;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.cassandra.javadsl.CassandraProjection;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.apache.pekko.projection.eventsourced.javadsl.EventSourcedProvider;
import org.apache.pekko.projection.javadsl.Handler;
import org.apache.pekko.projection.javadsl.SourceProvider;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Keeps a view up to date: for each slice one process in the cluster reads the slice's events and
 * hands them to a fold. An event may come twice, never out of order, and none is left out: where
 * the tagged events have a gap, since they are read a fraction of a second after they were written,
 * the entity's own events fill it.
 */
public final class ViewProjection {
  private ViewProjection() {}

  /** A view's row for each entity, with the sequence of the last event in it. */
  public interface Fold<E> {
    /** The sequence of the last event in the entity's row, 0 when there is none. */
    CompletionStage<Long> seen(String entityId);

    /**
     * Takes the next event into the entity's row: the one after {@link #seen}. It comes again when
     * the stage fails, or when the process dies before it has said that it was done.
     */
    CompletionStage<Done> fold(String entityId, long sequence, E event);
  }

  /**
   * Starts the processes of the view {@code name} over the events tagged {@code <kind>-<slice>}.
   *
   * @param birth no event is older
   */
  public static <E> void start(
      ActorSystem<?> system, String name, String kind, Instant birth, Fold<E> fold) {
    List<String> tags = Slices.tags(kind);
    ShardedDaemonProcess.get(system)
        .init(
            ProjectionBehavior.Command.class,
            name,
            tags.size(),
            slice ->
                ProjectionBehavior.create(projection(system, name, tags.get(slice), birth, fold)),
            ProjectionBehavior.stopMessage());
  }

  private static <E> org.apache.pekko.projection.Projection<EventEnvelope<E>> projection(
      ActorSystem<?> system, String name, String tag, Instant birth, Fold<E> fold) {
    SourceProvider<Offset, EventEnvelope<E>> events =
        new Since<>(
            birth,
            EventSourcedProvider.eventsByTag(system, CassandraReadJournal.Identifier(), tag));
    return CassandraProjection.atLeastOnce(
            ProjectionId.of(name, tag), events, () -> new FoldHandler<>(system, fold))
        .withSaveOffset(20, Duration.ofSeconds(1))
        .withRestartBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2);
  }

  /** The events from a time on, when none was read yet. */
  private static final class Since<E> extends SourceProvider<Offset, EventEnvelope<E>> {
    private final Instant birth;
    private final SourceProvider<Offset, EventEnvelope<E>> events;

    Since(Instant birth, SourceProvider<Offset, EventEnvelope<E>> events) {
      this.birth = birth;
      this.events = events;
    }

    @Override
    public CompletionStage<Source<EventEnvelope<E>, NotUsed>> source(
        Supplier<CompletionStage<Optional<Offset>>> offset) {
      Offset first = Offset.timeBasedUUID(Uuids.startOf(birth.toEpochMilli()));
      return events.source(() -> offset.get().thenApply(read -> Optional.of(read.orElse(first))));
    }

    @Override
    public Offset extractOffset(EventEnvelope<E> envelope) {
      return events.extractOffset(envelope);
    }

    @Override
    public long extractCreationTime(EventEnvelope<E> envelope) {
      return events.extractCreationTime(envelope);
    }
  }

  private static final class FoldHandler<E> extends Handler<EventEnvelope<E>> {
    private final ActorSystem<?> system;
    private final CassandraReadJournal journal;
    private final Fold<E> fold;

    FoldHandler(ActorSystem<?> system, Fold<E> fold) {
      this.system = system;
      this.journal =
          PersistenceQuery.get(system)
              .getReadJournalFor(CassandraReadJournal.class, CassandraReadJournal.Identifier());
      this.fold = fold;
    }

    @Override
    public CompletionStage<Done> process(EventEnvelope<E> envelope) {
      String persistenceId = envelope.persistenceId();
      String entityId = persistenceId.substring(persistenceId.indexOf('|') + 1);
      long sequence = envelope.sequenceNr();
      return fold.seen(entityId)
          .thenCompose(
              seen -> {
                if (sequence <= seen) {
                  return CompletableFuture.completedFuture(Done.getInstance());
                }
                return sequence == seen + 1
                    ? fold.fold(entityId, sequence, envelope.event())
                    : fill(persistenceId, entityId, seen + 1, sequence);
              });
    }

    @SuppressWarnings("unchecked")
    private CompletionStage<Done> fill(String persistenceId, String entityId, long from, long to) {
      return journal
          .currentEventsByPersistenceId(persistenceId, from, to)
          .mapAsync(1, event -> fold.fold(entityId, event.sequenceNr(), (E) event.event()))
          .runWith(Sink.ignore(), system);
    }
  }
}
