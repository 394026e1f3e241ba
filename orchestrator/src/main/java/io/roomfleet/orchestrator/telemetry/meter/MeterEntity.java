package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Inner;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Opened;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Recent;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Work;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.jspecify.annotations.Nullable;

/**
 * The Meter of one sub-room, in memory: it counts what it is told was written to the log, reads the
 * log for what it was not told, keeps rollups, and answers for what is not final yet. It may be
 * ended at any moment: the next one reads the log and knows the same.
 */
public final class MeterEntity {
  public static final EntityTypeKey<MeterCommand> TYPE_KEY =
      EntityTypeKey.create(MeterCommand.class, "meter");

  private static final Duration TICK = Duration.ofSeconds(1);

  /** Changes are kept that often, at most. */
  private static final long WRITE_EVERY = 5_000;

  private final ActorContext<MeterCommand> context;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final InstantSource clock;
  private final MeterSettings settings;
  private final MeterStores stores;
  private final String roomId;
  private final String subRoomId;
  private final MeterReading reading;
  private final MeterWriting writing;
  private final WindowTeller teller;
  private final Set<Work> busy = EnumSet.noneOf(Work.class);
  private final List<MeterCommand> waiting = new ArrayList<>();
  private @Nullable LogBook book;
  private boolean loaded;
  private long readFrom;
  private boolean open;
  private long lastWanted;
  private long lastWrite;

  private MeterEntity(
      ActorContext<MeterCommand> context,
      ActorRef<ClusterSharding.ShardCommand> shard,
      String key,
      InstantSource clock,
      MeterSettings settings,
      MeterStores stores) {
    this.context = context;
    this.shard = shard;
    this.clock = clock;
    this.settings = settings;
    this.stores = stores;
    this.roomId = key.substring(0, key.indexOf('/'));
    this.subRoomId = key.substring(key.indexOf('/') + 1);
    this.reading = new MeterReading(stores.log(), roomId, subRoomId);
    this.writing = new MeterWriting(stores, roomId, subRoomId, settings.countries());
    this.teller = new WindowTeller(stores.listener(), roomId, subRoomId);
    this.lastWanted = clock.millis();
  }

  /**
   * One Meter.
   *
   * @param key {@code roomId/subRoomId}
   */
  public static Behavior<MeterCommand> create(
      String key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      InstantSource clock,
      MeterSettings settings,
      MeterStores stores) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Inner.Tick.TICK, TICK);
                  MeterEntity meter = new MeterEntity(context, shard, key, clock, settings, stores);
                  meter.find();
                  return Behaviors.receive(MeterCommand.class)
                      .onAnyMessage(
                          command -> {
                            command.visit(meter.cases);
                            return Behaviors.same();
                          })
                      .build();
                }));
  }

  private final MeterCommand.Cases<Done> cases =
      new MeterCommand.Cases<>() {
        @Override
        public Done open(MeterCommand.Open command) {
          lastWanted = clock.millis();
          onOpen(command);
          return Done.done();
        }

        @Override
        public Done heard(MeterCommand.Heard heard) {
          // Before it is known from when on to count, what is told is left to be read.
          if (book != null) {
            take(book, heard.bucket(), new BeaconLog.Entry(heard.batch(), heard.rows()));
          }
          return Done.done();
        }

        @Override
        public Done recent(Recent recent) {
          // Who asks keeps a Meter in memory for half as long as who announces beacons.
          lastWanted = Math.max(lastWanted, clock.millis() - settings.idle().toMillis() / 2);
          onRecent(recent);
          return Done.done();
        }

        @Override
        public Done wake() {
          return Done.done();
        }

        @Override
        public Done inner(Inner inner) {
          onInner(inner);
          return Done.done();
        }
      };

  private void onInner(Inner inner) {
    if (inner instanceof Inner.Found found) {
      onFound(found.openFrom());
    } else if (inner instanceof Inner.Read read) {
      onRead(read);
    } else if (inner instanceof Inner.Kept kept) {
      busy.remove(Work.OPENING);
      open = true;
      if (kept.replyTo() != null) {
        kept.replyTo().tell(new Opened());
      }
      answerWaiting();
    } else if (inner instanceof Inner.Written written) {
      onWritten(written);
    } else if (inner instanceof Inner.Shut) {
      busy.remove(Work.SHUTTING);
      open = false;
      answerWaiting();
    } else if (inner instanceof Inner.Failed failed) {
      busy.remove(failed.work());
      // It may be shut all the same: whoever announces beacons has it opened anew.
      open = open && failed.work() != Work.SHUTTING;
      context
          .getLog()
          .warn(
              "meter {}/{}: {} failed: {}",
              roomId,
              subRoomId,
              failed.work(),
              failed.cause().toString());
    } else {
      onTick(clock.millis());
    }
  }

  private void find() {
    start(
        Work.FINDING, stores.openMeters().openFrom(roomId, subRoomId).thenApply(Inner.Found::new));
  }

  private void onFound(Optional<Long> openFrom) {
    busy.remove(Work.FINDING);
    long now = clock.millis();
    open = openFrom.isPresent();
    book =
        new LogBook(
            openFrom.orElseGet(() -> LogBook.openFrom(now, settings.rules())),
            settings.rules(),
            settings.settle());
    readFrom = book.nextBucket();
    load(book, now);
    answerWaiting();
  }

  /** Reads the log up to the present, from where windows are not final. */
  private void load(LogBook book, long now) {
    start(
        Work.READING,
        reading.read(
            book, readFrom, BeaconLog.bucketOf(now) + BeaconLog.BUCKET, book.settledBefore(now)));
  }

  private void onRead(Inner.Read read) {
    busy.remove(Work.READING);
    LogBook book = known();
    for (Inner.Bucket bucket : read.buckets()) {
      bucket.entries().forEach(entry -> take(book, bucket.start(), entry));
      if (bucket.start() < read.settledBefore() && bucket.start() == book.nextBucket()) {
        book.settled(bucket.start());
      }
      readFrom = Math.max(readFrom, bucket.start() + BeaconLog.BUCKET);
    }
    long now = clock.millis();
    if (!loaded && readFrom > BeaconLog.bucketOf(now) + BeaconLog.BUCKET) {
      loaded = true;
      answerWaiting();
    }
    read(book, now);
  }

  private void take(LogBook book, long bucket, BeaconLog.Entry entry) {
    try {
      book.take(bucket, entry);
    } catch (RuntimeException e) {
      context
          .getLog()
          .error("meter {}/{}: batch {} cannot be read", roomId, subRoomId, entry.batch(), e);
    }
  }

  private void onOpen(MeterCommand.Open command) {
    if (open && !busy.contains(Work.SHUTTING)) {
      command.replyTo().tell(new Opened());
    } else if (book == null || busy.contains(Work.OPENING) || busy.contains(Work.SHUTTING)) {
      waiting.add(command);
    } else {
      start(
          Work.OPENING,
          stores
              .openMeters()
              .open(roomId, subRoomId, book.tally().openFrom())
              .thenApply(done -> new Inner.Kept(command.replyTo())));
    }
  }

  private void onRecent(Recent recent) {
    if (!loaded) {
      waiting.add(recent);
      return;
    }
    recent.replyTo().tell(writing.page(known().tally(), recent.from(), recent.to()));
  }

  /** What could not be answered, once more. */
  private void answerWaiting() {
    List<MeterCommand> again = List.copyOf(waiting);
    waiting.clear();
    again.forEach(command -> command.visit(cases));
  }

  private void onTick(long now) {
    if (book == null) {
      if (!busy.contains(Work.FINDING)) {
        find();
      }
      return;
    }
    if (!busy.contains(Work.READING)) {
      read(book, now);
    }
    if (loaded) {
      teller.tick(book.tally(), now);
    }
    if (loaded && open && !busy.contains(Work.WRITING) && now - lastWrite >= WRITE_EVERY) {
      lastWrite = now;
      write(book, now);
    }
    if (loaded && now - lastWanted > settings.idle().toMillis()) {
      rest(book);
    }
    // What failed is tried again for those who still wait.
    answerWaiting();
  }

  /** Goes on reading, while there is something to be read. */
  private void read(LogBook book, long now) {
    if (!loaded) {
      load(book, now);
    } else if (book.nextBucket() < book.settledBefore(now)) {
      start(
          Work.READING,
          reading.read(
              book,
              book.nextBucket(),
              book.settledBefore(now) - BeaconLog.BUCKET,
              book.settledBefore(now)));
    }
  }

  private void write(LogBook book, long now) {
    long closeBefore = book.finalBefore() > book.tally().openFrom() ? book.finalBefore() : 0;
    if (closeBefore > 0 || !book.tally().toWrite(now).isEmpty()) {
      start(Work.WRITING, writing.write(book.tally(), now, closeBefore));
    }
  }

  private void onWritten(Inner.Written written) {
    busy.remove(Work.WRITING);
    LogBook book = known();
    written.windows().forEach(it -> book.tally().written(it.start(), it.beacons()));
    book.tally().close(written.closeBefore());
  }

  /**
   * Nobody has announced beacons for so long that none can be on their way: what is left becomes
   * final, then the Meter is shut, and ends.
   */
  private void rest(LogBook book) {
    if (!open) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    } else if (book.tally().isEmpty() && busy.isEmpty()) {
      start(
          Work.SHUTTING,
          stores
              .openMeters()
              .shut(roomId, subRoomId)
              .thenApply(done -> new Inner.Shut(Done.done())));
    }
  }

  private LogBook known() {
    if (book == null) {
      throw new IllegalStateException("meter: no book (expected: after it was found)");
    }
    return book;
  }

  private void start(Work work, CompletionStage<? extends Inner> done) {
    busy.add(work);
    context.pipeToSelf(
        done, (inner, failure) -> inner == null ? new Inner.Failed(work, failure) : inner);
  }
}
