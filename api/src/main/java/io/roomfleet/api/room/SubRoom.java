package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regional sub-room.
 *
 * @param id its market in lower case, unique in the room
 * @param allowedRegions the only regions it may run in; null allows all
 * @param region where it runs, null while it runs nowhere
 * @param reason why it is not playing, or null
 * @param epoch of its assignment, 0 before the first; a larger one replaces a smaller
 * @param activeLine the line of the room that it plays
 * @param ownLine the line that it was told to play whatever its room plays; null while it follows
 *     its room
 * @param playback null until it can be played
 * @param placement null until one was decided
 * @param move to another region, while one is under way; null otherwise
 * @param booking of capacity ahead; null while none is made
 * @param fallbackMarkets to which its viewers may be led while their edge is in trouble, best
 *     first; null for none
 * @param leftLine why it plays {@code ownLine} though nobody asked for that: what was wrong with
 *     the line of its room; null else
 * @param revision counts its changes, from 1; the ETag
 */
public record SubRoom(
    String id,
    String roomId,
    String market,
    String locale,
    String timeZone,
    Ladder ladder,
    @Nullable String wantedRegion,
    @Nullable List<String> allowedRegions,
    @Nullable String region,
    SubRoomStatus status,
    @Nullable String reason,
    @Nullable String agentId,
    long epoch,
    String activeLine,
    @Nullable String ownLine,
    int expectedViewers,
    @Nullable Playback playback,
    @Nullable Placement placement,
    @Nullable Move move,
    @Nullable Booking booking,
    Instant createdAt,
    long revision,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> fallbackMarkets,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leftLine) {

  /** One whose viewers stay in it. */
  public SubRoom(
      String id,
      String roomId,
      String market,
      String locale,
      String timeZone,
      Ladder ladder,
      @Nullable String wantedRegion,
      @Nullable List<String> allowedRegions,
      @Nullable String region,
      SubRoomStatus status,
      @Nullable String reason,
      @Nullable String agentId,
      long epoch,
      String activeLine,
      @Nullable String ownLine,
      int expectedViewers,
      @Nullable Playback playback,
      @Nullable Placement placement,
      @Nullable Move move,
      @Nullable Booking booking,
      Instant createdAt,
      long revision) {
    this(
        id,
        roomId,
        market,
        locale,
        timeZone,
        ladder,
        wantedRegion,
        allowedRegions,
        region,
        status,
        reason,
        agentId,
        epoch,
        activeLine,
        ownLine,
        expectedViewers,
        playback,
        placement,
        move,
        booking,
        createdAt,
        revision,
        null,
        null);
  }
}
