package io.roomfleet.agent.program;

import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.agent.PlayedLine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which line a programme plays. Pure: it is told what there is, and when.
 *
 * <ol>
 *   <li>The wanted line, once it brings video of its own. Until then the one that is played goes on
 *       (a bridge), as long as that brings any.
 *   <li>Where it may, and the line that is played has brought video and then none for {@code
 *       lossMillis}, or is starved, which is to say that less than {@link #STARVED} of its video's
 *       time came in time: the other lines are tried, all at once, and the first that brings video
 *       and is not starved is played, of several the one to be preferred. This is the agent's own
 *       choice, and holds until another line is wanted, or until it fails too.
 *   <li>A line that was left since it was starved is played again only once it has been seen to be
 *       whole, beside the one that is played meanwhile.
 *   <li>A bridge that has lasted for {@link #BRIDGE}, or for {@link #PROOF} where the line must
 *       first be seen to be whole, becomes its own choice too: who wants the line is told that it
 *       does not come.
 *   <li>It never goes back by itself: who wants lines knows whether the line is sound again.
 *   <li>As long as no line has brought video, none is left by its own choice: before a broadcast
 *       all lines are without.
 * </ol>
 */
final class LineChoice {
  static final Duration BRIDGE = Duration.ofSeconds(5);
  static final Duration PROOF = Duration.ofSeconds(12);

  /** Encoders cannot make a whole picture out of less. */
  static final double STARVED = 0.75;

  private static final double WHOLE = 0.95;
  private static final long NOT = -1;

  private String wanted = "";
  private @Nullable LineFailover failover;
  private @Nullable String own;
  private @Nullable String cause;
  private @Nullable String doubted;
  private boolean wasLive;
  private long lostAt = NOT;
  private long bridgedAt = NOT;
  private List<LineFailover.Line> tried = List.of();

  /** The lines as they are here. */
  interface Lines {
    /** Whether a line can be read. */
    boolean isThere(String line);

    /** Whether it brings video of its own. */
    boolean isLive(String line);

    /** How much of its video's time came in the last seconds, 1 for all; null while unknown. */
    @Nullable Double pace(String line);
  }

  void want(String line, @Nullable LineFailover mayPlay) {
    failover = mayPlay;
    if (!line.equals(wanted)) {
      wanted = line;
      own = null;
      cause = null;
      lostAt = NOT;
      bridgedAt = NOT;
    }
  }

  /** The lines that are to be read now, beside the wanted and the played one. */
  List<LineFailover.Line> tried() {
    return tried;
  }

  /** What is to be said of the line that it plays. */
  PlayedLine played(String playing) {
    return cause == null ? PlayedLine.wanted(playing) : new PlayedLine(playing, cause, wanted);
  }

  /**
   * What it is to play now.
   *
   * @param playing null before it plays anything
   * @param nanos of a steady clock
   */
  String next(@Nullable String playing, Lines lines, long nanos) {
    String target = own == null ? wanted : own;
    if (playing == null) {
      return target;
    }
    boolean plays = lines.isLive(playing);
    if (!playing.equals(target) && (comes(target, lines) || (!plays && lines.isThere(target)))) {
      bridgedAt = NOT;
      doubted = target.equals(doubted) ? null : doubted;
      return begin(target);
    }
    LineFailover may = failover;
    if (plays) {
      wasLive = true;
      lostAt = NOT;
      if (may != null && isStarved(playing, lines)) {
        return leaveStarved(playing, may, lines);
      }
      tried = List.of();
      return bridge(playing, target, nanos);
    }
    lostAt = lostAt == NOT ? nanos : lostAt;
    return may == null || !wasLive || nanos - lostAt < may.lossMillis() * 1_000_000L
        ? playing
        : leaveLost(playing, may, lines, nanos);
  }

  private String leaveStarved(String playing, LineFailover may, Lines lines) {
    tried = othersThan(playing, may);
    String better = best(lines);
    if (better == null) {
      return playing;
    }
    doubted = playing;
    Double pace = lines.pace(playing);
    long percent = pace == null ? 0 : Math.round(100 * pace);
    return choose(better, "line %s brought %d %% of its video".formatted(playing, percent));
  }

  private String leaveLost(String playing, LineFailover may, Lines lines, long nanos) {
    tried = othersThan(playing, may);
    if (!playing.equals(wanted) && lines.isLive(wanted)) {
      own = null;
      cause = null;
      return begin(wanted);
    }
    String better = best(lines);
    long millis = (nanos - lostAt) / 1_000_000;
    return better == null
        ? playing
        : choose(better, "line %s brought no video for %d ms".formatted(playing, millis));
  }

  private static List<LineFailover.Line> othersThan(String playing, LineFailover may) {
    return may.lines().stream().filter(line -> !line.lineId().equals(playing)).toList();
  }

  private @Nullable String best(Lines lines) {
    for (LineFailover.Line each : tried) {
      if (lines.isLive(each.lineId()) && !isStarved(each.lineId(), lines)) {
        return each.lineId();
      }
    }
    return null;
  }

  private static boolean isStarved(String line, Lines lines) {
    Double pace = lines.pace(line);
    return pace != null && pace < STARVED;
  }

  private boolean comes(String target, Lines lines) {
    Double pace = lines.pace(target);
    return lines.isLive(target) && (!target.equals(doubted) || (pace != null && pace >= WHOLE));
  }

  private String begin(String line) {
    lostAt = NOT;
    tried = List.of();
    return line;
  }

  private String bridge(String playing, String target, long nanos) {
    Duration patience = target.equals(doubted) ? PROOF : BRIDGE;
    if (playing.equals(target)) {
      bridgedAt = NOT;
    } else if (bridgedAt == NOT) {
      bridgedAt = nanos;
    } else if (failover != null && nanos - bridgedAt >= patience.toNanos()) {
      own = playing;
      cause =
          "line %s %s"
              .formatted(target, target.equals(doubted) ? "is starved still" : "brings no video");
    }
    return playing;
  }

  private String choose(String line, String why) {
    own = line;
    cause = why;
    return begin(line);
  }
}
