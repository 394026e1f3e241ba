package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A MIX's stage as its agent has it.
 *
 * @param url base of what its people connect to, {@code {media URL}/stage/{sessionId}}, without a
 *     slash at the end; null while nobody can connect by WebRTC
 * @param seats in the order of the assignment
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageState(@Nullable URI url, List<SeatState> seats) {
  public StageState {
    seats = seats == null ? List.of() : List.copyOf(seats);
  }

  /**
   * How one person's picture and sound come in.
   *
   * @param comes whether they come, or did until two seconds ago at the most; the card is in the
   *     person's place from when they do not
   * @param since when they came or went; when the seat came to the agent, before anything came
   * @param reason why nothing comes, where that is known; null otherwise
   * @param webRtc null before it was measured, and of seats without WebRTC
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SeatState(
      String seatId,
      boolean comes,
      Instant since,
      @Nullable String reason,
      @Nullable WebRtcQuality webRtc) {}

  /**
   * The way from a browser to the agent, over the last seconds.
   *
   * @param loss share of packets that did not come, before any was sent again, 0 to 1
   * @param jitterMillis of the worse of picture and sound
   * @param roundTripMillis null before it is known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WebRtcQuality(
      double loss, double jitterMillis, @Nullable Integer roundTripMillis) {}
}
