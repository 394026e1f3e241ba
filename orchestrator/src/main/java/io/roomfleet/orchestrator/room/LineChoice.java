package io.roomfleet.orchestrator.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a room came to the line that it plays.
 *
 * @param chosen the line that was chosen, by people or as the first of the room
 * @param from the line before the present one; null when there was none
 * @param automatic whether it went over to the present one by itself
 * @param since when it did; null when it never switched
 * @param checked whether it was looked at some seconds later
 * @param helped whether the present line brought video then
 * @param home the line that was chosen before the mix of the room's session was; null while that
 *     was not played
 * @param distrusted a line that was left for what viewers saw of it; null for none
 */
public record LineChoice(
    String chosen,
    @Nullable String from,
    boolean automatic,
    @Nullable Instant since,
    boolean checked,
    boolean helped,
    @Nullable String distrusted,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String home) {
  static LineChoice first(String lineId) {
    return new LineChoice(lineId, null, false, null, true, true, null, null);
  }

  LineChoice switched(RoomEvent.LineSwitched e) {
    return new LineChoice(
        e.automatic() ? chosen : e.to(),
        e.from(),
        e.automatic(),
        e.at(),
        !e.automatic(),
        true,
        e.automatic() && e.by().startsWith(LineJudge.ALERTS) ? e.from() : null,
        e.by().startsWith("session:") ? homeAfter(e) : home);
  }

  private @Nullable String homeAfter(RoomEvent.LineSwitched e) {
    return !e.to().equals(MixLine.ID) ? null : home == null ? chosen : home;
  }

  /** The mix is not played any more: what was chosen before it counts again. */
  LineChoice withoutMix(String active) {
    String own = chosen.equals(MixLine.ID) ? Objects.requireNonNullElse(home, active) : chosen;
    return new LineChoice(own, from, automatic, since, checked, helped, distrusted, null);
  }

  LineChoice checked(boolean itHelped) {
    return new LineChoice(chosen, from, automatic, since, true, itHelped, distrusted, home);
  }
}
