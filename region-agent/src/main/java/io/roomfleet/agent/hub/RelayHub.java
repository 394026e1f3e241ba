package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.agent.ts.TsDemuxer;
import io.roomfleet.api.room.LineInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of a room in this agent: at most one live input or the slate goes in, and one unbroken
 * transport stream goes out to any number of readers.
 *
 * <p>The output runs with the wall clock from the hub's making until it is closed, so that an
 * encoder that reads it neither starves nor restarts whatever becomes of the input: see {@link
 * #attach()}. No reader can hold up the input or another reader: one that is too slow loses what
 * waits for it, and goes on at the next key frame.
 *
 * <p>Safe for any thread. Nothing in here blocks but for the short hold of the hub's own lock.
 */
public final class RelayHub implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RelayHub.class);
  private static final long TICK_MILLIS = 20;

  /** An input that has been quiet for this long has no more of the unit under way on its way. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  private final HubClock clock;
  private final ScheduledExecutorService ticker;
  private final Consumer<HubState> onChange;
  private final long startNanos;
  private final ScheduledFuture<?> ticking;

  private final ReentrantLock lock = new ReentrantLock();
  private final Timeline timeline;
  private final Fanout fanout;
  private final Output output;
  private final Switcher switcher;
  private final List<Input> inputs = new CopyOnWriteArrayList<>();
  private final Arrivals arrivals = new Arrivals();
  private LineInput shown = LineInput.SLATE;
  private boolean fillerShown = true;
  private Instant since;
  private long switchesSeen;
  private @Nullable Instant lastSwitch;
  private boolean closed;

  private final Queue<HubState> changes = new ConcurrentLinkedQueue<>();
  private final Object telling = new Object();

  /**
   * Starts with the slate on air.
   *
   * @param ticker runs the hub's tick, every 20 ms and well below 1 ms long; may serve many hubs,
   *     and must outlive them
   * @param onChange called on the ticker when {@link HubState#input()} or {@link HubState#filler()}
   *     has changed, in order; must be quick
   */
  public RelayHub(
      HubSettings settings,
      Slate slate,
      ScheduledExecutorService ticker,
      HubClock clock,
      Consumer<HubState> onChange) {
    this.clock = clock;
    this.ticker = ticker;
    this.onChange = onChange;
    this.startNanos = clock.nanos();
    this.since = clock.instant();
    long start = Timestamps.of(since);
    this.timeline = new Timeline(start);
    this.fanout = new Fanout(settings);
    this.output = new Output(timeline, slate.types(), fanout::send);
    this.switcher = new Switcher(settings, slate, timeline, output, start);
    this.ticking = ticker.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * A new live input. It goes on air at a key frame of its own, once it is seen to arrive steadily;
   * until then whatever is on air stays. At that moment it replaces the inputs attached before.
   *
   * @throws IllegalStateException when the hub is closed
   */
  public LiveInput attach() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("attach: the hub is closed");
      }
      Input input = new Input(switcher.attach(now()));
      inputs.add(input);
      return input;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The output, from the last key frame on, beginning with the tables. It may be run any number of
   * times; each run is a reader. It ends when the hub is closed.
   */
  public Source<ByteString, NotUsed> reader() {
    return Source.fromGraph(new ReaderSource(new Readers()));
  }

  /** Makes the output a live input of another hub; {@code carrier} runs one task at a time. */
  public HubLink into(RelayHub other, Executor carrier) {
    return new HubLink(new Readers(), other.attach(), carrier);
  }

  public HubState state() {
    lock.lock();
    try {
      return stateNow();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the readers, after what waits for them, and takes no more input. */
  @Override
  public void close() {
    ticking.cancel(false);
    lock.lock();
    try {
      closed = true;
      inputs.clear();
      fanout.close();
    } finally {
      lock.unlock();
    }
  }

  private long now() {
    return timeline.tick(clock.nanos() - startNanos);
  }

  private void tick() {
    try {
      for (Input input : inputs) {
        input.flushIfQuiet();
      }
      under(switcher::tick);
    } catch (RuntimeException e) {
      log.error("A tick of the relay hub failed; the next one goes on", e);
    }
  }

  /** Runs {@code change} under the lock, and tells of what it changed afterwards. */
  private void under(LongConsumer change) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      change.accept(now());
      noteChange();
    } finally {
      lock.unlock();
    }
  }

  private void noteChange() {
    if (switcher.switches() != switchesSeen) {
      switchesSeen = switcher.switches();
      lastSwitch = clock.instant();
      inputs.removeIf(input -> !switcher.attached(input.feed));
    }
    LineInput input = switcher.live() ? LineInput.LIVE : LineInput.SLATE;
    boolean filler = switcher.filler();
    if (input != shown || filler != fillerShown) {
      since = input == shown ? since : clock.instant();
      shown = input;
      fillerShown = filler;
      changes.add(stateNow());
      try {
        ticker.execute(this::tell);
      } catch (RejectedExecutionException e) {
        log.debug("The ticker is shut down; a change to {} is not told", input);
      }
    }
  }

  private void tell() {
    synchronized (telling) {
      for (HubState s = changes.poll(); s != null; s = changes.poll()) {
        try {
          onChange.accept(s);
        } catch (RuntimeException e) {
          log.error("A listener failed on the change to {}", s.input(), e);
        }
      }
    }
  }

  private HubState stateNow() {
    long now = now();
    ReaderQueue.Counts counts = fanout.counts();
    Feed live = switcher.onAir();
    Long lag = switcher.lag();
    return new HubState(
        shown,
        switcher.filler(),
        since,
        switcher.inputs(),
        fanout.readers(),
        arrivals.bytes(),
        fanout.bytesOut(),
        counts.bytesRead(),
        counts.drops(),
        counts.droppedBytes(),
        switcher.switches(),
        lastSwitch,
        switcher.reanchors(),
        arrivals.tornUnits(),
        output.silentFrames(),
        live == null ? null : duration(live.quiet(now)),
        duration(timeline.lastVideo() - now),
        lag == null ? null : duration(lag),
        arrivals.quality(live, now));
  }

  private static Duration duration(long ticks) {
    return Duration.ofMillis(ticks * 1000 / Timestamps.HZ);
  }

  private final class Readers implements ReaderSource.Registry {
    @Override
    public ReaderQueue enter(Runnable wake) {
      lock.lock();
      try {
        ReaderQueue queue = fanout.add(wake, now());
        if (closed) {
          queue.close();
        }
        return queue;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void leave(ReaderQueue queue) {
      lock.lock();
      try {
        fanout.remove(queue);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Order of locks: an input's own first, then the hub's. */
  private final class Input implements LiveInput, TsDemuxer.Sink {
    private final Feed feed;
    private final ReentrantLock writing = new ReentrantLock();
    private final TsDemuxer demuxer = new TsDemuxer(this);
    private volatile long lastWrite = clock.nanos();
    private volatile boolean over;
    private long tornSeen;
    private long errorsSeen;

    Input(Feed feed) {
      this.feed = feed;
    }

    @Override
    public void write(byte[] ts, int offset, int length) {
      writing.lock();
      try {
        if (!attached()) {
          return;
        }
        lastWrite = clock.nanos();
        demuxer.write(ts, offset, length);
        long torn = demuxer.tornUnits();
        long errors = demuxer.continuityErrors();
        under(now -> arrivals.add(length, torn - tornSeen, errors - errorsSeen, lastWrite));
        tornSeen = torn;
        errorsSeen = errors;
      } finally {
        writing.unlock();
      }
    }

    @Override
    public boolean attached() {
      return !over && inputs.contains(this);
    }

    @Override
    public void close() {
      writing.lock();
      try {
        if (!over) {
          demuxer.flush();
          over = true;
          inputs.remove(this);
          under(now -> switcher.detach(feed, now));
        }
      } finally {
        writing.unlock();
      }
    }

    /** A writer under way is not waited for: then it is not quiet. */
    void flushIfQuiet() {
      if (clock.nanos() - lastWrite >= QUIET_NANOS && writing.tryLock()) {
        try {
          demuxer.flush();
        } finally {
          writing.unlock();
        }
      }
    }

    @Override
    public void streams(StreamTypes types) {
      under(now -> switcher.streams(feed, types));
    }

    @Override
    public void filler(boolean fills) {
      under(now -> switcher.filler(feed, fills));
    }

    @Override
    public void unit(PesUnit unit) {
      under(now -> switcher.unit(feed, unit, now));
    }
  }
}
