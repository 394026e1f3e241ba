package io.roomfleet.agent.load;

import io.roomfleet.api.agent.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Measures the agent, its processes and its machine, from Linux's {@code /proc}. Figures are of the
 * time between one {@link #measure} and the next; where there is no {@code /proc} they are 0. For
 * one thread.
 */
public final class LoadMeter {
  /** USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final double TICKS_A_SECOND = 100;

  /** Fields of /proc/stat's first line: idle and iowait are not work. */
  private static final int IDLE = 3;

  private static final int IO_WAIT = 4;
  private static final int FIELDS = 8;

  private final LongSupplier egressBytes;
  private final LongSupplier nanos;
  private Map<Long, Long> ticksBefore = new HashMap<>();
  private long[] machineBefore = new long[FIELDS];
  private long bytesBefore;
  private long nanosBefore;

  /**
   * @param egressBytes media sent since the start
   * @param nanos as {@link System#nanoTime}
   */
  public LoadMeter(LongSupplier egressBytes, LongSupplier nanos) {
    this.egressBytes = egressBytes;
    this.nanos = nanos;
    this.nanosBefore = nanos.getAsLong();
  }

  /**
   * The load since the last call.
   *
   * @param children process ids of what the agent runs now
   * @param transcodeUnits in use now
   */
  public Load measure(Instant now, List<Long> children, double transcodeUnits) {
    long time = nanos.getAsLong();
    double seconds = Math.max(0.001, (time - nanosBefore) / 1e9);
    nanosBefore = time;
    long bytes = egressBytes.getAsLong();
    double mbps = (bytes - bytesBefore) * 8 / 1e6 / seconds;
    bytesBefore = bytes;
    double cores = processTicks(children) / TICKS_A_SECOND / seconds;
    return new Load(
        now, round(cores), round(machine()), round(mbps), round(transcodeUnits), children.size());
  }

  private long processTicks(List<Long> children) {
    List<Long> pids = new ArrayList<>(children);
    pids.add(ProcessHandle.current().pid());
    Map<Long, Long> ticks = new HashMap<>();
    long spent = 0;
    for (long pid : pids) {
      OptionalLong now = ticks(pid);
      if (now.isPresent()) {
        ticks.put(pid, now.getAsLong());
        spent += Math.max(0, now.getAsLong() - ticksBefore.getOrDefault(pid, now.getAsLong()));
      }
    }
    ticksBefore = ticks;
    return spent;
  }

  /** User and system time of a process, in ticks: fields 14 and 15 of proc(5)'s stat. */
  private static OptionalLong ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name, in brackets, may hold spaces and brackets itself.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return OptionalLong.of(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  private double machine() {
    long[] now = machineTicks();
    long total = 0;
    for (int i = 0; i < FIELDS; i++) {
      total += now[i] - machineBefore[i];
    }
    long idle = now[IDLE] - machineBefore[IDLE] + now[IO_WAIT] - machineBefore[IO_WAIT];
    machineBefore = now;
    return total <= 0 ? 0 : Math.max(0, Math.min(1, (double) (total - idle) / total));
  }

  private static long[] machineTicks() {
    long[] ticks = new long[FIELDS];
    try {
      String line = Files.readAllLines(Path.of("/proc/stat")).get(0);
      String[] fields = line.strip().split("\\s+");
      for (int i = 0; i < FIELDS && i + 1 < fields.length; i++) {
        ticks[i] = Long.parseLong(fields[i + 1]);
      }
    } catch (IOException | RuntimeException e) {
      return new long[FIELDS];
    }
    return ticks;
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
