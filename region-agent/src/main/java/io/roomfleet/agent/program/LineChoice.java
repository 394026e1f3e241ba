package io.roomfleet.agent.program;

import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.agent.PlayedLine;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which line a programme plays. Pure: it is told what there is, and when.
 *
 * <ol>
 *   <li>The wanted line, once it brings video of its own. Until then the one that is played goes on
 *       (a bridge), as long as that brings any.
 *   <li>Where it may, and the line that is played has brought video and then none for {@code
 *       lossMillis}: the other lines are tried, all at once, and the first that brings video is
 *       played, of several the one to be preferred. This is the agent's own choice, and holds until
 *       another line is wanted, or until it fails too.
 *   <li>A bridge that has lasted for {@link #BRIDGE} becomes its own choice too: who wants the line
 *       is told that it does not come.
 *   <li>It never goes back by itself: who wants lines knows whether the line is sound again.
 *   <li>As long as no line has brought video, none is left by its own choice: before a broadcast
 *       all lines are without.
 * </ol>
 */
final class LineChoice {
  static final Duration BRIDGE = Duration.ofSeconds(5);
  private static final long NOT = -1;

  private String wanted = "";
  private @Nullable LineFailover failover;
  private @Nullable String own;
  private @Nullable String cause;
  private boolean wasLive;
  private long lostAt = NOT;
  private long bridgedAt = NOT;
  private List<LineFailover.Line> tried = List.of();

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
   * @param there whether a line can be read here
   * @param live whether a line brings video of its own
   * @param nanos of a steady clock
   */
  String next(
      @Nullable String playing, Predicate<String> there, Predicate<String> live, long nanos) {
    String target = own == null ? wanted : own;
    if (playing == null) {
      return target;
    }
    boolean plays = live.test(playing);
    if (!playing.equals(target) && (live.test(target) || (!plays && there.test(target)))) {
      bridgedAt = NOT;
      return begin(target);
    }
    if (plays) {
      wasLive = true;
      lostAt = NOT;
      tried = List.of();
      return bridge(playing, target, nanos);
    }
    lostAt = lostAt == NOT ? nanos : lostAt;
    LineFailover may = failover;
    if (may == null || !wasLive || nanos - lostAt < may.lossMillis() * 1_000_000L) {
      return playing;
    }
    tried = may.lines().stream().filter(line -> !line.lineId().equals(playing)).toList();
    if (!playing.equals(wanted) && live.test(wanted)) {
      own = null;
      cause = null;
      return begin(wanted);
    }
    for (LineFailover.Line each : tried) {
      if (live.test(each.lineId())) {
        return choose(each.lineId(), playing, (nanos - lostAt) / 1_000_000);
      }
    }
    return playing;
  }

  private String begin(String line) {
    lostAt = NOT;
    tried = List.of();
    return line;
  }

  private String bridge(String playing, String target, long nanos) {
    if (playing.equals(target)) {
      bridgedAt = NOT;
    } else if (bridgedAt == NOT) {
      bridgedAt = nanos;
    } else if (failover != null && nanos - bridgedAt >= BRIDGE.toNanos()) {
      own = playing;
      cause = "line " + target + " brings no video";
    }
    return playing;
  }

  private String choose(String line, String lost, long millis) {
    own = line;
    cause = "line %s brought no video for %d ms".formatted(lost, millis);
    return begin(line);
  }
}
