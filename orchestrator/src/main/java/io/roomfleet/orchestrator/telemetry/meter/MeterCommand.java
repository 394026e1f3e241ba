package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a sub-room's Meter is told. */
public sealed interface MeterCommand {
  /** Dispatches on the cases; a missed one does not compile. */
  <R> R visit(Cases<R> cases);

  /** Each case. */
  interface Cases<R> {
    R open(Open open);

    R heard(Heard heard);

    R recent(Recent recent);

    R wake();

    R inner(Inner inner);
  }

  /**
   * Beacons are about to come. Answered once it is certain that whatever is written to the log in
   * the next minutes will be counted, whatever fails.
   */
  record Open(ActorRef<Opened> replyTo) implements MeterCommand, ClusterMessage {
    @Override
    public <R> R visit(Cases<R> cases) {
      return cases.open(this);
    }
  }

  /** It is certain. */
  record Opened() implements ClusterMessage {}

  /** This was written to the log. It need not arrive. */
  record Heard(long bucket, UUID batch, byte[] rows) implements MeterCommand, ClusterMessage {
    @Override
    public <R> R visit(Cases<R> cases) {
      return cases.heard(this);
    }
  }

  /** What are your windows that begin from one instant to before another? */
  record Recent(long from, long to, ActorRef<Windows> replyTo)
      implements MeterCommand, ClusterMessage {
    @Override
    public <R> R visit(Cases<R> cases) {
      return cases.recent(this);
    }
  }

  /**
   * Windows of ten seconds, a page of them: nodes tell each other only so much at once.
   *
   * @param openFrom windows that begin before it are in the rollups
   * @param windows all others from where was asked to {@code upTo}
   * @param upTo where to ask on; not before the end that was asked for when this is the last page
   */
  record Windows(long openFrom, List<Rollups.Rollup> windows, long upTo) implements ClusterMessage {

    /** This page and what follows it. What became final in between is left to the rollups. */
    public Windows and(Windows next) {
      return new Windows(
          next.openFrom,
          Stream.concat(windows.stream(), next.windows.stream())
              .filter(window -> window.start() >= next.openFrom)
              .toList(),
          next.upTo);
    }
  }

  /** See to what is open. */
  enum Wake implements MeterCommand, ClusterMessage {
    WAKE;

    @Override
    public <R> R visit(Cases<R> cases) {
      return cases.wake();
    }
  }

  /** What a Meter tells itself. */
  sealed interface Inner extends MeterCommand {
    @Override
    default <R> R visit(Cases<R> cases) {
      return cases.inner(this);
    }

    /** A second has passed. */
    enum Tick implements Inner {
      TICK
    }

    /** Whether it was open before. */
    record Found(Optional<Long> openFrom) implements Inner {}

    /** Buckets were read; those that begin before an instant are written to no more. */
    record Read(List<Bucket> buckets, long settledBefore) implements Inner {}

    /** One bucket's entries; none when all were known. */
    record Bucket(long start, List<BeaconLog.Entry> entries) {}

    /** It is kept that it is open; for whom that was done, null for nobody. */
    record Kept(@Nullable ActorRef<Opened> replyTo) implements Inner {}

    /** Rollups were written, and what of it is final may be forgotten. */
    record Written(List<Counted> windows, long closeBefore) implements Inner {}

    /** How many beacons a window counted when it was written. */
    record Counted(long start, long beacons) {}

    /** It is kept that it is shut. */
    record Shut(Done done) implements Inner {}

    /** Something of this could not be done; it is tried again. */
    record Failed(Work work, Throwable cause) implements Inner {}
  }

  /** What a Meter waits for. */
  enum Work {
    FINDING,
    READING,
    OPENING,
    WRITING,
    SHUTTING
  }
}
