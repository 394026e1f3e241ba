package io.roomfleet.api.room;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live room.
 *
 * @param id {@code room-} and 26 lower-case base-32 characters
 * @param reason why it ended or was cancelled, null before
 * @param allowedSourceRegions where else its lines may be taken in when the source region cannot;
 *     null for any region
 * @param lines its ingest lines, the active one named by {@code activeLine}
 * @param subRoomIds its sub-rooms, in the order they were asked for
 * @param relays which region reads a line from which, by line and region; empty in lists, while no
 *     region has a copy, and from nodes that do not tell
 * @param revision counts the changes to the room itself, from 1; the ETag. What its agents report
 *     does not count.
 * @param lineSwitching how its lines are switched by themselves
 */
public record Room(
    String id,
    String title,
    String hostId,
    RoomMode mode,
    RoomStatus status,
    @Nullable String reason,
    Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int prepareLeadSeconds,
    String sourceRegion,
    @Nullable List<String> allowedSourceRegions,
    List<Line> lines,
    String activeLine,
    List<String> subRoomIds,
    Instant createdAt,
    long revision,
    List<RelayHop> relays,
    LineSwitching lineSwitching) {
  @SuppressWarnings("NullAway") // What is left out in JSON comes as null.
  public Room {
    relays = relays == null ? List.of() : List.copyOf(relays);
    lineSwitching = lineSwitching == null ? LineSwitching.DEFAULT : lineSwitching;
  }

  /** One whose lines are switched as is usual. */
  public Room(
      String id,
      String title,
      String hostId,
      RoomMode mode,
      RoomStatus status,
      @Nullable String reason,
      Instant startsAt,
      @Nullable Instant endsAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      int prepareLeadSeconds,
      String sourceRegion,
      @Nullable List<String> allowedSourceRegions,
      List<Line> lines,
      String activeLine,
      List<String> subRoomIds,
      Instant createdAt,
      long revision,
      List<RelayHop> relays) {
    this(
        id,
        title,
        hostId,
        mode,
        status,
        reason,
        startsAt,
        endsAt,
        startedAt,
        endedAt,
        prepareLeadSeconds,
        sourceRegion,
        allowedSourceRegions,
        lines,
        activeLine,
        subRoomIds,
        createdAt,
        revision,
        relays,
        LineSwitching.DEFAULT);
  }

  /** The same with its relays. */
  public Room with(List<RelayHop> itsRelays) {
    return new Room(
        id,
        title,
        hostId,
        mode,
        status,
        reason,
        startsAt,
        endsAt,
        startedAt,
        endedAt,
        prepareLeadSeconds,
        sourceRegion,
        allowedSourceRegions,
        lines,
        activeLine,
        subRoomIds,
        createdAt,
        revision,
        itsRelays,
        lineSwitching);
  }
}
