package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One person on a stage.
 *
 * @param seatId letters, digits, - and _; one name in its stage
 * @param name drawn into the person's picture; empty for none
 * @param place where the picture is; null for somebody who is heard and not seen. Later seats lie
 *     above earlier ones
 * @param muted whether the mix is without the person's sound
 * @param input where picture and sound come from
 */
public record Seat(
    String seatId,
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Place place,
    boolean muted,
    Input input) {

  /**
   * A part of the picture, in fractions of its width and height: 0 is left and above.
   *
   * @param x and {@code y}: of its upper left corner, 0 to 1
   * @param width and {@code height}: over 0; within the picture
   */
  public record Place(double x, double y, double width, double height) {}

  /** Where a person's picture and sound come from. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Input.WebRtc.class, name = "webrtc"),
    @JsonSubTypes.Type(value = Input.Upstream.class, name = "upstream")
  })
  public sealed interface Input {
    /**
     * The person publishes at the agent by WHIP, and sees the others by WHEP: {@code POST
     * {stage}/{seatId}/whip} and {@code POST {stage}/{seatId}/whep/{otherSeatId}} below {@link
     * StageState#url}, each with a bearer token.
     *
     * @param tokenHash SHA-256 of the token, 64 hex digits in lower case. Another one lets nobody
     *     in by the old token, and throws nobody out
     */
    record WebRtc(String tokenHash) implements Input {}

    /**
     * A relay is read, such as that of the room's own line.
     *
     * @param url null while it is not known, and the slate fills in
     * @param fallback the relay that is read while {@code url} fails; null for none
     */
    record Upstream(
        @Nullable URI url, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable URI fallback)
        implements Input {}
  }
}
