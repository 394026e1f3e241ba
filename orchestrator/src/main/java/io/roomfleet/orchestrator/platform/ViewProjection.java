package io.roomfleet.orchestrator.platform;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.projection.ProjectionBehavior;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.cassandra.javadsl.CassandraProjection;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.apache.pekko.projection.eventsourced.javadsl.EventSourcedProvider;
import org.apache.pekko.projection.javadsl.Handler;
import org.apache.pekko.projection.javadsl.SourceProvider;

/**
 * Keeps a view up to date: for each slice one process in the cluster reads the slice's events and
 * hands them to a fold. An event may come twice, never out of order.
 */
public final class ViewProjection {
  private ViewProjection() {}

  /** Takes one event into the view; must bear to see it again. */
  public interface Fold<E> {
    CompletionStage<Done> fold(String entityId, long sequence, E event);
  }

  /**
   * Starts the processes of the view {@code name} over the events tagged {@code <kind>-<slice>}.
   */
  public static <E> void start(ActorSystem<?> system, String name, String kind, Fold<E> fold) {
    List<String> tags = Slices.tags(kind);
    ShardedDaemonProcess.get(system)
        .init(
            ProjectionBehavior.Command.class,
            name,
            tags.size(),
            slice -> ProjectionBehavior.create(projection(system, name, tags.get(slice), fold)),
            ProjectionBehavior.stopMessage());
  }

  private static <E> org.apache.pekko.projection.Projection<EventEnvelope<E>> projection(
      ActorSystem<?> system, String name, String tag, Fold<E> fold) {
    SourceProvider<Offset, EventEnvelope<E>> events =
        EventSourcedProvider.eventsByTag(system, CassandraReadJournal.Identifier(), tag);
    return CassandraProjection.atLeastOnce(
            ProjectionId.of(name, tag), events, () -> new FoldHandler<>(fold))
        .withSaveOffset(20, Duration.ofSeconds(1))
        .withRestartBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2);
  }

  private static final class FoldHandler<E> extends Handler<EventEnvelope<E>> {
    private final Fold<E> fold;

    FoldHandler(Fold<E> fold) {
      this.fold = fold;
    }

    @Override
    public CompletionStage<Done> process(EventEnvelope<E> envelope) {
      String persistenceId = envelope.persistenceId();
      String entityId = persistenceId.substring(persistenceId.indexOf('|') + 1);
      return fold.fold(entityId, envelope.sequenceNr(), envelope.event());
    }
  }
}
