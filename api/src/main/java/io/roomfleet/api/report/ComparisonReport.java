package io.roomfleet.api.report;

import io.roomfleet.api.metrics.Figures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts, or hosts, beside each other. What is more than noise is judged by how much each
 * varied within itself; evenings differ for other reasons too.
 *
 * @param base what the others are compared with
 * @param leftOut broadcasts that were not read, since there are too many
 */
public record ComparisonReport(Subject base, List<Compared> others, int leftOut) {

  /**
   * One or several broadcasts.
   *
   * @param id a room's, or a host's
   * @param label the room's title, or the host's id
   * @param roomIds its broadcasts, by their starts
   * @param seconds how long they lasted together
   */
  public record Subject(
      String id,
      String label,
      List<String> roomIds,
      Instant from,
      Instant to,
      long seconds,
      Figures figures) {}

  /**
   * Another one against the base.
   *
   * @param judgedBy what the noise was measured on
   * @param viewers who came again; null when nobody is known
   */
  public record Compared(
      Subject subject,
      JudgedBy judgedBy,
      List<Difference> differences,
      @Nullable ReturningViewers viewers) {}

  /** On what noise is measured. */
  public enum JudgedBy {
    /** Stretches of time of each broadcast. */
    TIME,
    /** Whole broadcasts: each side has six of them or more. */
    BROADCASTS
  }

  /**
   * Viewers by their pseudonyms, estimated.
   *
   * @param returning who were active in the base too
   * @param fresh who were not
   * @param error that both may have, to either side
   */
  public record ReturningViewers(long returning, long fresh, long error) {}
}
