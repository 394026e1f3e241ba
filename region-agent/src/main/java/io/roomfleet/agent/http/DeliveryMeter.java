package io.roomfleet.agent.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * How fast viewers take the segments that they are sent: what goes out slower than it plays will
 * stop the picture. A segment that fits in the socket's buffer seems to be taken at once. Safe for
 * any thread.
 */
public final class DeliveryMeter {
  private final long slowNanos;
  private final LongSupplier nanos;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Long> underWay = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger doneSlow = new AtomicInteger();

  /**
   * What was sent, in number of segments.
   *
   * @param all that ended since the last word, and those that are under way for too long
   * @param slow those of them that took, or take, too long
   */
  public record Sent(int all, int slow) {}

  /**
   * @param slow sending a segment takes longer than this: too long
   * @param nanos as {@link System#nanoTime}
   */
  public DeliveryMeter(Duration slow, LongSupplier nanos) {
    this.slowNanos = slow.toNanos();
    this.nanos = nanos;
  }

  /** The same bytes, watched from their first to their last. */
  Source<ByteString, ?> watched(Source<ByteString, ?> segment) {
    return segment.watchTermination(
        (value, end) -> {
          long number = begin();
          end.whenComplete((whole, broken) -> end(number, broken == null));
          return NotUsed.notUsed();
        });
  }

  long begin() {
    long number = numbers.incrementAndGet();
    underWay.put(number, nanos.getAsLong());
    return number;
  }

  /**
   * @param whole false when it broke off: the viewer left, or gave up waiting
   */
  void end(long number, boolean whole) {
    Long since = underWay.remove(number);
    if (since == null) {
      return;
    }
    boolean slow = nanos.getAsLong() - since > slowNanos;
    if (whole || slow) {
      done.incrementAndGet();
    }
    if (slow) {
      doneSlow.incrementAndGet();
    }
  }

  /** Since the last call. */
  public Sent take() {
    long now = nanos.getAsLong();
    int late = (int) underWay.values().stream().filter(since -> now - since > slowNanos).count();
    return new Sent(done.getAndSet(0) + late, doneSlow.getAndSet(0) + late);
  }
}
