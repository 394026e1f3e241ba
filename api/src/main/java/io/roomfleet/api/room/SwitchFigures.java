package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How viewers fared in some seconds before or after a line was switched.
 *
 * @param seconds of which something is known, 1 to 10
 * @param viewers in the mean of these seconds
 * @param stallRatio part of the measured time that they stalled, 0 to 1; null when no player said
 * @param latencyMillis age of the newest picture that they could have, in the mean of the viewers;
 *     null while unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SwitchFigures(
    int seconds, double viewers, @Nullable Double stallRatio, @Nullable Integer latencyMillis) {}
