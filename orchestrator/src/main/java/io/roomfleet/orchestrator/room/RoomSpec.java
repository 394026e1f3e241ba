package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.RoomMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a live room is to be, with every default filled in.
 *
 * @param prepareLead how long before {@code startsAt} it is prepared
 * @param lines at least one; the first is active at the start
 * @param allowedSourceRegions where its lines may be taken in when they cannot stay in the source
 *     region; null for any region
 * @param lineSwitching how its lines are switched by themselves
 */
public record RoomSpec(
    String title,
    String hostId,
    RoomMode mode,
    Instant startsAt,
    @Nullable Instant endsAt,
    Duration prepareLead,
    String sourceRegion,
    List<LineSpec> lines,
    @Nullable List<String> allowedSourceRegions,
    LineSwitching lineSwitching) {

  @SuppressWarnings("NullAway") // What is left out in JSON comes as null.
  public RoomSpec {
    lineSwitching = lineSwitching == null ? LineSwitching.DEFAULT : lineSwitching;
  }

  /** One whose lines are switched as is usual. */
  public RoomSpec(
      String title,
      String hostId,
      RoomMode mode,
      Instant startsAt,
      @Nullable Instant endsAt,
      Duration prepareLead,
      String sourceRegion,
      List<LineSpec> lines,
      @Nullable List<String> allowedSourceRegions) {
    this(
        title,
        hostId,
        mode,
        startsAt,
        endsAt,
        prepareLead,
        sourceRegion,
        lines,
        allowedSourceRegions,
        LineSwitching.DEFAULT);
  }

  /**
   * An ingest line.
   *
   * @param secret ends the path or guards the port that a publisher sends to
   */
  public record LineSpec(String id, LineKind kind, @Nullable URI url, String secret) {}

  /** Whether a line of it may be taken in there. */
  boolean mayTakeInFrom(String region) {
    return allowedSourceRegions == null
        || region.equals(sourceRegion)
        || allowedSourceRegions.contains(region);
  }

  Instant preparesAt() {
    return startsAt.minus(prepareLead);
  }
}
