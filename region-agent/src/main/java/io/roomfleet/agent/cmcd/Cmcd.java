package io.roomfleet.agent.cmcd;

import org.jspecify.annotations.Nullable;

/**
 * What a player said with one request, or in one event: of the keys of CTA-5004 those that are made
 * use of. What it did not say, or said in a way that the standard does not know, is null.
 *
 * @param sessionId {@code sid}: one playback of one player; 1 to 64 characters
 * @param bitrateKbps {@code br}: of what it asks for, kbit/s
 * @param bufferMillis {@code bl}: media in its buffer, milliseconds; may be 0
 * @param throughputKbps {@code mtp}: what it measured, kbit/s
 * @param starved {@code bs}: its buffer ran empty since its request before
 * @param starvedMillis {@code bsd}: for how long, milliseconds
 */
public record Cmcd(
    @Nullable String sessionId,
    @Nullable Integer bitrateKbps,
    @Nullable Integer bufferMillis,
    @Nullable Integer throughputKbps,
    boolean starved,
    @Nullable Integer starvedMillis) {

  /** Nothing was said. */
  public static final Cmcd NONE = new Cmcd(null, null, null, null, false, null);

  /** Whether anything of it was said. */
  public boolean present() {
    return !equals(NONE);
  }
}
