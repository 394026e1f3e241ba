package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a ladder's encoder does, and what it sees in its input.
 *
 * <p>While the slate is on air the picture is frozen and silent by design: look at the relay's
 * {@code input} too.
 *
 * @param assignmentId of the TRANSCODE
 * @param fps pictures a second that it encodes, over its last second; null while it does not say
 * @param speed seconds of media that it encodes in a second; below 1 it falls behind. Null while it
 *     does not say
 * @param droppedFrames pictures left out since its process started
 * @param blackSince since when the picture is black; null while it is not
 * @param frozenSince since when the picture stands still; null while it moves
 * @param silentSince since when there is no sound above -50 dB; null while there is
 * @param breaks discontinuities in its playlists so far, one for each restart
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EncoderQuality(
    String assignmentId,
    @Nullable Double fps,
    @Nullable Double speed,
    long droppedFrames,
    @Nullable Instant blackSince,
    @Nullable Instant frozenSince,
    @Nullable Instant silentSince,
    long breaks) {

  /** Of an encoder without a discontinuity. */
  public EncoderQuality(
      String assignmentId,
      @Nullable Double fps,
      @Nullable Double speed,
      long droppedFrames,
      @Nullable Instant blackSince,
      @Nullable Instant frozenSince,
      @Nullable Instant silentSince) {
    this(assignmentId, fps, speed, droppedFrames, blackSince, frozenSince, silentSince, 0);
  }

  /** The same with the number of discontinuities. */
  public EncoderQuality withBreaks(long count) {
    return new EncoderQuality(
        assignmentId, fps, speed, droppedFrames, blackSince, frozenSince, silentSince, count);
  }
}
