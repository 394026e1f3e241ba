package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.api.room.SwitchFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How viewers fare before and after a line is switched, by whomever. Pure; mutable, of one owner;
 * it remembers less than a minute of each sub-room.
 *
 * <ol>
 *   <li>Before are the {@link #SPAN} seconds up to {@link #LATE} before the switch was heard of.
 *   <li>After are {@link #SPAN} seconds from {@link #SETTLE} on: until then players play what they
 *       had in their buffers. A line that is left sooner is judged by what there is.
 *   <li>It helped when viewers stalled on the line that was left ({@link #NOTICED} of the time),
 *       and half as much at most, or less than that, on the other. It did harm when they stall that
 *       much now, and twice as much as before. Else nothing is said of it.
 *   <li>Sub-rooms that follow their room are looked at together with it, as one switch.
 * </ol>
 */
final class SwitchWatch {
  static final int SPAN = 10;
  static final int LATE = 2;
  static final int SETTLE = 10;
  static final double NOTICED = 0.01;

  /** A room is asked for its line each so many milliseconds; its sub-rooms say theirs at once. */
  private static final long TOGETHER = 10_000;

  private static final String ROOM = "";
  private static final int KEPT = SETTLE + 2 * SPAN + LATE + 10;

  private final Map<String, NavigableMap<Long, Map<String, Second>>> seconds = new HashMap<>();
  private final Map<String, String> lines = new HashMap<>();
  private final List<Open> open = new ArrayList<>();

  /**
   * Of viewers in a second: sums.
   *
   * @param latency milliseconds times {@code located}, the viewers for whom it is known
   */
  private record Second(long viewers, long measured, long stalled, double latency, long located) {
    static final Second NONE = new Second(0, 0, 0, 0, 0);

    Second plus(Second other) {
      return new Second(
          viewers + other.viewers,
          measured + other.measured,
          stalled + other.stalled,
          latency + other.latency,
          located + other.located);
    }
  }

  /** A switch of which the figures are not all there. */
  private record Open(String of, String from, String to, long at, long leftAt) {
    boolean isOver(long now) {
      return now >= Math.min(leftAt, at + (SETTLE + SPAN) * 1000L) + LATE * 1000L;
    }

    /** Whether it is of a sub-room that only follows its room's. */
    boolean follows(Open room) {
      return !of.equals(ROOM)
          && room.of.equals(ROOM)
          && to.equals(room.to)
          && Math.abs(at - room.at) < TOGETHER;
    }
  }

  /** What viewers of a sub-room did in a second, at one agent; said twice, it counts once. */
  void viewers(String agentId, Heard.Viewers said) {
    Integer latency = said.latencyMillis();
    Second second =
        new Second(
            said.viewers(),
            said.measuredMillis(),
            said.stalledMillis(),
            latency == null ? 0 : (double) latency * said.viewers(),
            latency == null ? 0 : said.viewers());
    NavigableMap<Long, Map<String, Second>> of =
        seconds.computeIfAbsent(said.subRoomId(), made -> new TreeMap<>());
    of.computeIfAbsent(said.second(), made -> new HashMap<>()).put(agentId, second);
    of.headMap(of.lastKey() - KEPT).clear();
  }

  /** The line that a sub-room plays, or for null the room, as somebody says now. */
  void plays(@Nullable String subRoomId, String line, long now) {
    String of = subRoomId == null ? ROOM : subRoomId;
    String before = lines.put(of, line);
    if (before != null && !before.equals(line)) {
      open.replaceAll(
          it ->
              it.of().equals(of) && it.leftAt() > now
                  ? new Open(of, it.from(), it.to(), it.at(), now)
                  : it);
      Open made = new Open(of, before, line, now, Long.MAX_VALUE);
      open.removeIf(it -> it.follows(made));
      if (open.stream().noneMatch(made::follows)) {
        open.add(made);
      }
    }
  }

  /** Of others nothing is remembered. */
  void keep(List<String> subRooms) {
    seconds.keySet().retainAll(subRooms);
    lines.keySet().removeIf(of -> !of.equals(ROOM) && !subRooms.contains(of));
  }

  /** What can be said now; each switch once. */
  List<MeasuredSwitch> due(long now) {
    List<MeasuredSwitch> seen = new ArrayList<>();
    open.removeIf(
        it -> {
          if (it.isOver(now)) {
            seen.add(seen(it));
          }
          return it.isOver(now);
        });
    return seen;
  }

  private MeasuredSwitch seen(Open it) {
    long at = it.at() / 1000;
    SwitchFigures before = figures(it.of(), at - LATE - SPAN, at - LATE);
    long end = Math.min(at + SETTLE + SPAN, it.leftAt() / 1000);
    long begin = Math.max(at + 1, Math.min(at + SETTLE, end - SPAN));
    SwitchFigures after = figures(it.of(), begin, end);
    Boolean helped = helped(before, after);
    String left =
        it.leftAt() == Long.MAX_VALUE || it.leftAt() >= it.at() + (SETTLE + SPAN) * 1000L
            ? ""
            : "; it was left again after %d s".formatted((it.leftAt() - it.at()) / 1000);
    return new MeasuredSwitch(
        it.of().equals(ROOM) ? null : it.of(),
        it.from(),
        it.to(),
        Instant.ofEpochMilli(it.at()),
        before,
        after,
        helped,
        words(before, it.from()) + "; " + words(after, it.to()) + left);
  }

  private @Nullable SwitchFigures figures(String of, long from, long to) {
    Second sum = Second.NONE;
    int known = 0;
    for (long second = from; second < to; second++) {
      Second all = at(of, second);
      known += all == null ? 0 : 1;
      sum = all == null ? sum : sum.plus(all);
    }
    if (sum.viewers() == 0) {
      return null;
    }
    return new SwitchFigures(
        known,
        Math.round(10.0 * sum.viewers() / known) / 10.0,
        sum.measured() == 0 ? null : Math.min(1, (double) sum.stalled() / sum.measured()),
        sum.located() == 0 ? null : (int) Math.round(sum.latency() / sum.located()));
  }

  private @Nullable Second at(String of, long second) {
    return seconds.entrySet().stream()
        .filter(each -> of.equals(ROOM) || of.equals(each.getKey()))
        .flatMap(each -> each.getValue().getOrDefault(second, Map.of()).values().stream())
        .reduce(Second::plus)
        .orElse(null);
  }

  private static @Nullable Boolean helped(
      @Nullable SwitchFigures before, @Nullable SwitchFigures after) {
    if (before == null
        || after == null
        || before.stallRatio() == null
        || after.stallRatio() == null) {
      return null;
    }
    double was = before.stallRatio();
    double is = after.stallRatio();
    if (was >= NOTICED) {
      return is < NOTICED || is <= was / 2;
    }
    return is >= NOTICED && is >= 2 * was ? false : null;
  }

  private static String words(@Nullable SwitchFigures figures, String line) {
    if (figures == null) {
      return "nobody watched on line " + line;
    }
    Double stalled = figures.stallRatio();
    return stalled == null
        ? String.format(Locale.ROOT, "%.0f viewers on line %s", figures.viewers(), line)
        : String.format(
            Locale.ROOT,
            "%.0f viewers on line %s stalled %.1f %% of the time",
            figures.viewers(),
            line,
            100 * stalled);
  }
}
