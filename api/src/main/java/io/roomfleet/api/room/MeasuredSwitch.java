package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How viewers fared before and after a line was switched; the data of the event {@code
 * line.switch_measured}.
 *
 * @param subRoomId the sub-room that played another line; null when the whole room did
 * @param switchedAt when that was heard of; of a room up to 2 s late
 * @param before up to 10 s that end 2 s before {@code switchedAt}; null when nobody watched
 * @param after up to 10 s, from 10 s after it on; sooner where the line was left again. Null when
 *     nobody watched
 * @param helped true when viewers stalled (1 % of the time or more) and now do at most half as
 *     much; false when they still do, or do now and did not. Null when they noticed nothing on
 *     either line, or no player said
 * @param detail in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuredSwitch(
    @Nullable String subRoomId,
    String from,
    String to,
    Instant switchedAt,
    @Nullable SwitchFigures before,
    @Nullable SwitchFigures after,
    @Nullable Boolean helped,
    String detail) {

  /** Names the switch: of one room, the same one is kept once. */
  public String id() {
    return "switch:%s:%d".formatted(subRoomId == null ? "" : subRoomId, switchedAt.toEpochMilli());
  }
}
