package io.roomfleet.sketch;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * How whole numbers are distributed: how many there were in each of 1,860 bins, each 1 % wider than
 * the one before (a DDSketch, Masson, Rim and Lee 2019, with a relative error of 0.5 %).
 *
 * <p>A quantile is within 0.5 % of the value that stands at its rank, for values from 0 to {@link
 * #LARGEST}; larger ones count as that. Encoded it takes two to three bytes for each bin that is in
 * use, {@link #MOST_BYTES} at most, however many values it holds.
 *
 * <p>For one thread at a time.
 */
public final class Percentiles {
  /** The largest value that is told from larger ones. */
  public static final long LARGEST = 100_000_000;

  private static final byte KIND = 'P';
  private static final double WIDTH = 1.01;
  private static final double LOG_WIDTH = Math.log(WIDTH);

  /** Bin 0 holds zeros, bin i the values above {@code WIDTH^(i-2)} up to {@code WIDTH^(i-1)}. */
  private static final int BINS = 2 + (int) Math.ceil(Math.log(LARGEST) / LOG_WIDTH);

  /** Two bytes for a distance, nine for a count. */
  private static final int LONGEST = BINS * 11;

  /** The most bytes that {@link #encode} may give: all bins in use, each with a huge count. */
  public static final int MOST_BYTES = LONGEST + 5;

  private static final int SMALL = 4096;
  private static final short[] BIN_OF_SMALL = new short[SMALL];

  static {
    for (int value = 0; value < SMALL; value++) {
      BIN_OF_SMALL[value] = (short) binByLogarithm(value);
    }
  }

  private final long[] counts = new long[BINS];
  private long count;

  /** Counts {@code value} once; a negative one as 0. */
  public void add(long value) {
    counts[value >= 0 && value < SMALL ? BIN_OF_SMALL[(int) value] : binByLogarithm(value)]++;
    count++;
  }

  /** Counts all that {@code other} has counted. */
  public void merge(Percentiles other) {
    for (int i = 0; i < BINS; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
  }

  /** How many values it has counted. */
  public long count() {
    return count;
  }

  /**
   * The value at a rank; 0 when nothing was counted.
   *
   * @param rank 0 to 1: 0.95 answers the value that 95 % are not above
   * @throws IllegalArgumentException when the rank is outside
   */
  public double quantile(double rank) {
    if (!(rank >= 0 && rank <= 1)) {
      throw new IllegalArgumentException("rank: " + rank + " (expected: 0 to 1)");
    }
    long wanted = Math.max(1, (long) Math.ceil(rank * count));
    long seen = 0;
    for (int bin = 0; bin < BINS; bin++) {
      seen += counts[bin];
      if (seen >= wanted) {
        return middle(bin);
      }
    }
    return 0;
  }

  /** As at the beginning. */
  public void clear() {
    if (count > 0) {
      Arrays.fill(counts, 0);
      count = 0;
    }
  }

  /** The bytes that {@link #decode} reads. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    int last = -1;
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        write(out, bin - last);
        write(out, counts[bin]);
        last = bin;
      }
    }
    return Frame.wrap(KIND, out.toByteArray());
  }

  /**
   * What {@link #encode} has written.
   *
   * @throws IllegalArgumentException when the bytes are broken, or of something else
   */
  public static Percentiles decode(byte[] bytes) {
    byte[] payload = Frame.unwrap(KIND, "percentiles", LONGEST, bytes);
    Percentiles read = new Percentiles();
    Reader in = new Reader(payload);
    long bin = -1;
    while (in.more()) {
      long step = in.next();
      long count = in.next();
      bin += step;
      if (step < 1 || bin >= BINS || count < 1 || read.count + count < 0) {
        throw new IllegalArgumentException(
            "percentiles: bin %d with %d values (expected: 0 to %d, ascending, with >= 1)"
                .formatted(bin, count, BINS - 1));
      }
      read.counts[(int) bin] = count;
      read.count += count;
    }
    return read;
  }

  private static int binByLogarithm(long value) {
    if (value <= 0) {
      return 0;
    }
    long known = Math.min(value, LARGEST);
    return 1 + (int) Math.ceil(Math.log(known) / LOG_WIDTH - 1e-9);
  }

  /** The value whose distance to both ends of the bin is the same share of them. */
  private static double middle(int bin) {
    if (bin <= 1) {
      return bin;
    }
    return 2 * Math.pow(WIDTH, bin - 1) / (WIDTH + 1);
  }

  private static void write(ByteArrayOutputStream out, long number) {
    long rest = number;
    while (rest > 0x7F) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Numbers of seven bits a byte, the lowest first. */
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean more() {
      return at < bytes.length;
    }

    long next() {
      long number = 0;
      for (int shift = 0; shift < 63; shift += 7) {
        if (at == bytes.length) {
          throw new IllegalArgumentException("percentiles: end inside a number, at byte " + at);
        }
        byte b = bytes[at++];
        number |= (b & 0x7FL) << shift;
        if (b >= 0) {
          return number;
        }
      }
      throw new IllegalArgumentException("percentiles: a number of more than 63 bits at " + at);
    }
  }
}
