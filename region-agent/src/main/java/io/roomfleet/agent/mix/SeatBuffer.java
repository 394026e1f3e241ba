package io.roomfleet.agent.mix;

import io.roomfleet.agent.draw.Frame;
import io.roomfleet.agent.mkv.MkvReader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What came of one seat and is not played yet: picture and sound with the seat's own time. They are
 * played a moment after the fastest of them came, and as much later as they were late since: what
 * is late once leaves a hole once, and no picture without its sound. Safe for any thread.
 */
final class SeatBuffer implements MkvReader.Sink {
  static final int PER_MILLI = 48;
  private static final int RING = 8 * 1000 * PER_MILLI;

  /** What decoders and pipes vary by where processors are short. Only the audience waits for it. */
  private static final double MARGIN = 400;

  /** Beyond this, holes are the lesser evil. */
  private static final double LATEST = 5000;

  /** Over which it is seen that less delay would do, ms; then so much is left in store. */
  private static final double LOOKED_AT = 5000;

  private static final double STORE = 500;

  /** In which the burst that a reader begins with is over. */
  private static final double BURST = 400;

  /** Nothing at all for so long, ms, is no gap of pictures any more. */
  private static final double GONE = 800;

  private static final int MOST_PICTURES = 250;
  private static final int MOST_BYTES = 64 << 20;
  private static final double TOLERATED = 40;

  /** What is further apart is a hole, or said twice. */
  private static final long HOLE = 4 * PER_MILLI;

  /** Times are whole milliseconds. */
  private static final long ROUNDED = PER_MILLI;

  /** So much faster or slower sound is played, where it is not where it should be: 1 in so many. */
  private static final int BEND = 40;

  /** Of what is made good, in a time; less than {@code BEND}, which follows. */
  private static final double GLIDE = 0.02;

  /** Sound that follows a glide is behind by less. */
  private static final long FOLLOWS = 8 * PER_MILLI;

  /** More than this that is not needed is left out at once, ms. */
  private static final double LEFT_OUT = 500;

  /** A picture that is due within half the time to the next one is nearer than the one before. */
  private static final double NEAR = 20;

  private static final double NEVER = Double.POSITIVE_INFINITY;

  private final int width;
  private final int height;
  private final Deque<Timed> pictures = new ArrayDeque<>();
  private final short[] ring = new short[2 * RING];
  private final Transit pictureTransit = new Transit();
  private final Transit soundTransit = new Transit();
  private double late;
  private double forgiven;
  private long behind;
  private double begun = NEVER;
  private double came = -NEVER;
  private double looksUntil = NEVER;
  private double leastStore = NEVER;
  private @Nullable Frame shown;
  private long written = -1;
  private long played = -1;

  private record Timed(long millis, Frame frame) {}

  /**
   * How long what comes takes at the least, ms. Of the last seconds, since hubs let times glide;
   * what changes is followed so slowly that sound can follow, but for the beginning.
   */
  private static final class Transit {
    private static final double WINDOW = 2500;

    private double begun = NEVER;
    private double last;
    private double windowEnd = -NEVER;
    private double least = NEVER;
    private double leastBefore = NEVER;
    private double value = NEVER;

    void seen(double transit, double now) {
      begun = Math.min(begun, now);
      if (now > windowEnd) {
        leastBefore = least;
        least = NEVER;
        windowEnd = now + WINDOW;
      }
      least = Math.min(least, transit);
      double towards = Math.min(least, leastBefore);
      if (value != NEVER && value - towards > LEFT_OUT) {
        value = towards;
      }
      double most = now - begun < WINDOW ? NEVER : GLIDE * (now - last);
      value += value == NEVER ? 0 : Math.max(-most, Math.min(most, towards - value));
      value = value == NEVER ? transit : value;
      last = now;
    }

    /** What comes next is another beginning. */
    void begin() {
      begun = NEVER;
      windowEnd = -NEVER;
      least = NEVER;
    }
  }

  /**
   * @param width and {@code height}: of its pictures; 0 when there is sound alone
   */
  SeatBuffer(int width, int height) {
    this.width = width;
    this.height = height;
  }

  @Override
  public synchronized void block(int track, long millis, byte[] data) {
    take(track, millis, data, System.nanoTime() / 1e6);
  }

  synchronized void take(int track, long millis, byte[] data, double now) {
    begun = Math.min(begun, now);
    came = now;
    if (width > 0 && track == 1) {
      pictureTransit.seen(now - millis, now);
      pictures.add(new Timed(millis, new Frame(width, height, data)));
      if (pictures.size() > Math.min(MOST_PICTURES, Math.max(30, MOST_BYTES / data.length))) {
        pictures.removeFirst();
      }
    } else {
      soundTransit.seen(now - millis, now);
      sound(millis * PER_MILLI, data);
    }
  }

  private void sound(long at, byte[] pcm) {
    int count = pcm.length / 4;
    long apart = at - written;
    int made = count;
    if (written < 0 || apart > RING || apart < -HOLE) {
      written = at;
    } else if (apart > HOLE) {
      while (written < at) {
        put((short) 0, (short) 0);
      }
    } else if (Math.abs(apart) > ROUNDED) {
      made += bend(apart, count);
    }
    for (int i = 0; i < made; i++) {
      if (made == count) {
        put(sample(pcm, 4 * i), sample(pcm, 4 * i + 2));
      } else {
        double from = (double) i * count / made;
        int one = (int) from;
        int next = Math.min(one + 1, count - 1);
        put(
            between(sample(pcm, 4 * one), sample(pcm, 4 * next), from - one),
            between(sample(pcm, 4 * one + 2), sample(pcm, 4 * next + 2), from - one));
      }
    }
  }

  /** By how many samples {@code count} of them are to be more or fewer, to come nearer softly. */
  private static int bend(long apart, int count) {
    int most = count / BEND;
    return (int) Math.max(-most, Math.min(most, apart / 4));
  }

  private static short between(short one, short next, double share) {
    return (short) Math.round(one + (next - one) * share);
  }

  private void put(short left, short right) {
    int slot = slot(written);
    ring[slot] = left;
    ring[slot + 1] = right;
    written++;
  }

  private static int slot(long at) {
    return (int) (at % RING) * 2;
  }

  private static short sample(byte[] pcm, int at) {
    return (short) ((pcm[at] & 0xFF) | pcm[at + 1] << 8);
  }

  /** Whether it can be played, its beginning being over. Pictures alone may be missing. */
  synchronized boolean ready() {
    return ready(System.nanoTime() / 1e6);
  }

  synchronized boolean ready(double now) {
    boolean seen = !pictures.isEmpty() || (shown != null && now - came < GONE);
    return now - begun > BURST && written >= 0 && (width == 0 || seen);
  }

  /** How long after they came they are played, ms. */
  synchronized double delay() {
    return MARGIN + late;
  }

  /** Forgets how late something was: what comes next is another beginning. */
  synchronized void forgive() {
    late = 0;
    forgiven = 0;
    pictureTransit.begin();
    soundTransit.begin();
  }

  /** Makes good for a delay that is not needed any more, by and by; for a long one at once. */
  private void look(double now, double store) {
    leastStore = Math.min(leastStore, store);
    if (looksUntil == NEVER) {
      looksUntil = now + LOOKED_AT;
    } else if (now > looksUntil) {
      if (late > 0 && leastStore > STORE + 2 * TOLERATED) {
        forgiven = Math.min(late, leastStore - STORE);
        if (forgiven > LEFT_OUT) {
          late -= forgiven;
          forgiven = 0;
        }
      }
      looksUntil = now + LOOKED_AT;
      leastStore = NEVER;
    }
  }

  private double at(double now) {
    double transit = soundTransit.value;
    if (width > 0) {
      transit = Math.max(transit, pictureTransit.value);
    }
    return now - transit - MARGIN - late;
  }

  /** The picture that is due; null before there is one. */
  synchronized @Nullable Frame picture(double now) {
    double at = at(now);
    while (!pictures.isEmpty() && pictures.getFirst().millis() <= at + NEAR) {
      shown = pictures.removeFirst().frame();
    }
    return shown;
  }

  /**
   * Fills {@code into}, two channels in turn, with the sound that is due; false when it is late.
   */
  synchronized boolean sound(double now, short[] into) {
    int count = into.length / 2;
    look(now, (double) (written - played - count) / PER_MILLI);
    // Not while it moves already: both together would be more than sound can follow.
    double less = Math.abs(behind) > FOLLOWS ? 0 : Math.min(forgiven, GLIDE * count / PER_MILLI);
    late = Math.max(0, late - less);
    forgiven -= less;
    long due = Math.round(at(now) * PER_MILLI);
    if (played < 0 || Math.abs(due - played) > (long) TOLERATED * PER_MILLI) {
      played = due;
    }
    behind = due - played;
    int taken = count + bend(behind, count);
    taken = (int) Math.min(taken, Math.max(count, written - played));
    if (written < played + taken) {
      forgiven = 0;
      late = Math.min(LATEST, late + (double) count / PER_MILLI);
      return false;
    }
    if (written - played > RING) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (taken == count) {
        int slot = slot(played + i);
        into[2 * i] = ring[slot];
        into[2 * i + 1] = ring[slot + 1];
      } else {
        double from = (double) i * taken / count;
        double share = from - (int) from;
        int one = slot(played + (int) from);
        int next = slot(Math.min(played + (int) from + 1, played + taken - 1));
        into[2 * i] = between(ring[one], ring[next], share);
        into[2 * i + 1] = between(ring[one + 1], ring[next + 1], share);
      }
    }
    played += taken;
    return true;
  }
}
