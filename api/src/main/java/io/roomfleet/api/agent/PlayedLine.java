package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The line that a ladder plays.
 *
 * @param cause why its agent went over to it by itself; null where it is the line that is wanted,
 *     or that is played until the wanted one brings video
 * @param insteadOf the line that was wanted when its agent did so; null where {@code cause} is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlayedLine(String lineId, @Nullable String cause, @Nullable String insteadOf) {
  /** The line that is wanted, or what bridges it. */
  public static PlayedLine wanted(String lineId) {
    return new PlayedLine(lineId, null, null);
  }
}
