package io.roomfleet.orchestrator.telemetry.window;

import io.roomfleet.orchestrator.telemetry.beacon.BeaconCursor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A window as a whole, and cut by the viewers' country. Beacons without a country are in the whole
 * alone.
 */
public final class CountryWindows {
  /** Where the countries beyond the largest are put together. */
  public static final String OTHER = "ZZ";

  private static final int OTHER_PACKED = Letters.packed(OTHER);

  private final Window whole = new Window();

  // Two letters each, in the order in which they came: the largest mostly come first.
  private int[] codes = new int[4];
  private Window[] windows = new Window[4];
  private int size;

  public Window whole() {
    return whole;
  }

  /**
   * One country's; empty when nothing came from it, or too little for it to be kept apart.
   *
   * @param country two capital letters; {@link #OTHER} for what was put together
   */
  public Window of(String country) {
    int at = find(Letters.packed(country));
    return at < 0 ? new Window() : windows[at];
  }

  /** The countries' codes. */
  public List<String> countries() {
    return IntStream.range(0, size).mapToObj(i -> Letters.text(codes[i], 2)).sorted().toList();
  }

  /** Counts the beacon on which the cursor stands. */
  void count(BeaconCursor beacon) {
    whole.count(beacon);
    if (beacon.country() != 0) {
      window(beacon.country()).count(beacon);
    }
  }

  /** Adds all that the other one counted. */
  public void merge(CountryWindows other) {
    whole.merge(other.whole);
    other.each((country, window) -> window(country).merge(window));
  }

  /** The same with the largest countries kept apart and the others put together. */
  CountryWindows bounded(int most) {
    CountryWindows bounded = new CountryWindows();
    bounded.whole.merge(whole);
    List<Integer> largest =
        IntStream.range(0, size)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> -windows[i].weight())
                    .thenComparingInt(i -> codes[i]))
            .toList();
    for (int rank = 0; rank < size; rank++) {
      int at = largest.get(rank);
      bounded.window(rank < most ? codes[at] : OTHER_PACKED).merge(windows[at]);
    }
    return bounded;
  }

  void each(BiConsumer<Integer, Window> each) {
    for (int i = 0; i < size; i++) {
      each.accept(codes[i], windows[i]);
    }
  }

  Window window(int country) {
    int at = find(country);
    if (at >= 0) {
      return windows[at];
    }
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, 2 * size);
      windows = Arrays.copyOf(windows, 2 * size);
    }
    codes[size] = country;
    windows[size] = new Window();
    return windows[size++];
  }

  private int find(int country) {
    for (int i = 0; i < size; i++) {
      if (codes[i] == country) {
        return i;
      }
    }
    return -1;
  }

  /** The window to be shown: a country's, or the whole. */
  public Window shown(@Nullable String country) {
    return country == null ? whole : of(country);
  }
}
