package io.roomfleet.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How long something took.
 *
 * @param wall by the clock
 * @param processor of this process, its compiler and garbage collector included: what it takes by
 *     the clock on one core that nobody else uses
 */
record Seconds(double wall, double processor) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static Seconds since(long nanoTime, long processorTime) {
    return new Seconds(
        (System.nanoTime() - nanoTime) / 1e9, (processorTime() - processorTime) / 1e9);
  }

  static long processorTime() {
    return SYSTEM.getProcessCpuTime();
  }

  /** As {@link #toString} writes it. */
  static Seconds parse(String text) {
    String[] parts = text.trim().split(" / ", 2);
    return new Seconds(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f / %.3f", wall, processor);
  }
}
