package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent saw of one sub-room's viewers in one second. Its size does not grow with their
 * number.
 *
 * <p>Agent, {@code bootId}, {@code windowStart}, room and sub-room together number it: one that
 * comes again is the same and counts once. It may come late, up to a minute when the session was
 * cut.
 *
 * <p>A viewer is a session that asked for a segment within the 30 s before the window's end; a
 * session is known by its CMCD {@code sid}, and without one by address and user agent. Sketches are
 * base64 of {@code io.roomfleet.sketch}; null stands for one that holds nothing.
 *
 * @param windowStart first second of the window, since 1970
 * @param bootId another one after each start of the agent
 * @param viewers at the end of the window, without those that had no room in the agent's memory
 * @param joins sessions that became viewers in the window
 * @param leaves viewers that have asked for no segment for 30 s
 * @param segments requests for segments that were answered with one
 * @param overflow of {@code segments}, those by sessions that the agent had no memory for: they are
 *     in {@code uniques} and in no other figure; above 0, {@code viewers} is too low
 * @param measuredMillis time of sessions that send CMCD: for each request, the time since the
 *     session's one before, 10 s at most
 * @param stalledMillis the part of {@code measuredMillis} in which the buffer starved: for a
 *     request with {@code bs} the same time, or {@code bsd} where the player says that and it is
 *     less
 * @param renditions what viewers watch, by the rendition's label; at most 16
 * @param countries viewers by country, ISO 3166-1 alpha-2; {@code ZZ} is unknown, and all after the
 *     64 largest
 * @param uniques sessions that asked for a segment in this window: of several windows merged,
 *     distinct sessions
 * @param joinMillis from a session's first request of the master playlist until its first segment
 *     was sent
 * @param bufferMillis CMCD {@code bl}
 * @param throughputKbps CMCD {@code mtp}, kbit/s
 * @param dwellMillis of those who left, from their first request of a segment to their last
 * @param latencyMillis how old the first picture of the newest segment was when players could have
 *     it, since it came into the fleet, as of the window's end; null while that is not known
 * @param avOffsetMillis time stamp of the sound minus that of the picture in what is encoded; null
 *     while there is not both
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AudienceWindow(
    String roomId,
    String subRoomId,
    String bootId,
    long windowStart,
    int viewers,
    int joins,
    int leaves,
    int segments,
    int overflow,
    long measuredMillis,
    long stalledMillis,
    List<RenditionShare> renditions,
    Map<String, Integer> countries,
    @Nullable String uniques,
    @Nullable String joinMillis,
    @Nullable String bufferMillis,
    @Nullable String throughputKbps,
    @Nullable String dwellMillis,
    @Nullable Integer latencyMillis,
    @Nullable Integer avOffsetMillis) {

  public AudienceWindow {
    renditions = Objects.requireNonNullElse(renditions, List.of());
    countries = Objects.requireNonNullElse(countries, Map.of());
  }

  /** Without a word on how late picture and sound are. */
  public AudienceWindow(
      String roomId,
      String subRoomId,
      String bootId,
      long windowStart,
      int viewers,
      int joins,
      int leaves,
      int segments,
      int overflow,
      long measuredMillis,
      long stalledMillis,
      List<RenditionShare> renditions,
      Map<String, Integer> countries,
      @Nullable String uniques,
      @Nullable String joinMillis,
      @Nullable String bufferMillis,
      @Nullable String throughputKbps,
      @Nullable String dwellMillis) {
    this(
        roomId,
        subRoomId,
        bootId,
        windowStart,
        viewers,
        joins,
        leaves,
        segments,
        overflow,
        measuredMillis,
        stalledMillis,
        renditions,
        countries,
        uniques,
        joinMillis,
        bufferMillis,
        throughputKbps,
        dwellMillis,
        null,
        null);
  }

  /** The same with how late picture and sound were. */
  public AudienceWindow withTiming(@Nullable Integer latency, @Nullable Integer avOffset) {
    return new AudienceWindow(
        roomId,
        subRoomId,
        bootId,
        windowStart,
        viewers,
        joins,
        leaves,
        segments,
        overflow,
        measuredMillis,
        stalledMillis,
        renditions,
        countries,
        uniques,
        joinMillis,
        bufferMillis,
        throughputKbps,
        dwellMillis,
        latency,
        avOffset);
  }

  /**
   * How much a rendition is watched.
   *
   * @param rendition its label, such as {@code 360p}
   * @param viewers whose last segment was of it
   * @param segments asked for in the window
   * @param bitrateKbps mean of CMCD {@code br} over those requests that had it, kbit/s; null when
   *     none had
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RenditionShare(
      String rendition, int viewers, int segments, @Nullable Integer bitrateKbps) {}
}
