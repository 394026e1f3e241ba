package io.roomfleet.api.agent;

import java.net.URI;
import java.util.List;

/**
 * What a ladder may play by its agent's own decision when its line fails.
 *
 * @param lossMillis how long the line has brought no video of its own by then; a line that stands
 *     still without a word is noticed after 700 ms more
 * @param lines the other lines, the one to be preferred first
 */
public record LineFailover(int lossMillis, List<Line> lines) {
  public LineFailover {
    lines = lines == null ? List.of() : List.copyOf(lines);
  }

  /**
   * Another line.
   *
   * @param url the relay where it is read, unless it is on the agent anyway
   */
  public record Line(String lineId, URI url) {}
}
