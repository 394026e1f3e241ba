package io.roomfleet.api.report;

import org.jspecify.annotations.Nullable;

/**
 * One figure of two things that are compared.
 *
 * @param base its value in what is compared with; null when there is none
 * @param value its value in what is compared
 * @param change {@code value / base - 1}; null when one of them is missing or the base is 0
 * @param changeLow lower end of the 95 % interval of the change
 * @param changeHigh upper end of it
 * @param p how probable so large a difference is by chance alone, corrected for the number of
 *     figures that are looked at (Holm); null when there is too little to say
 */
public record Difference(
    ReportFigure figure,
    @Nullable Double base,
    @Nullable Double value,
    @Nullable Double change,
    @Nullable Double changeLow,
    @Nullable Double changeHigh,
    @Nullable Double p,
    Verdict verdict) {

  /** What a difference is worth. */
  public enum Verdict {
    /** More than noise: {@code p} is below 0.05. */
    DIFFERENT,
    /** Chance alone makes as much. */
    NOISE,
    /** Fewer than ten events, or fewer than six stretches of time with any. */
    TOO_LITTLE
  }
}
