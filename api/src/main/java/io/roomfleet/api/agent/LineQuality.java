package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a line's own video comes in at an agent's hub. Counts are since the hub was made.
 *
 * @param bitrate that came in over the last second or more, bit/s; 0 while nothing comes
 * @param gaps how often an input brought nothing for 300 ms or longer and then came again
 * @param gapMillis how long those gaps were, all together
 * @param continuityErrors packets whose counter did not follow the one before
 * @param avOffsetMillis time stamp of the newest sound minus that of the newest picture, mean over
 *     the last seconds: above 0, sound is ahead. Null while the line does not bring both
 * @param pace how much of the picture's time came in the last four seconds, 1 for all of it; above
 *     1 while what was late is made up for. Null while it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineQuality(
    String roomId,
    String lineId,
    long bitrate,
    long gaps,
    long gapMillis,
    long continuityErrors,
    @Nullable Integer avOffsetMillis,
    @Nullable Double pace) {}
