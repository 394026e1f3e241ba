package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast to schedule.
 *
 * @param title 1 to 200 characters
 * @param hostId 1 to 64 characters of {@code [A-Za-z0-9._-]}
 * @param mode null means {@code single-host}
 * @param startsAt when it starts by itself; in the past means at once
 * @param endsAt when it ends by itself, after {@code startsAt}; null means when told
 * @param sourceRegion the region whose agents take the lines in
 * @param allowedSourceRegions 1 to 50 regions whose agents take the lines in when those of the
 *     source region cannot; null allows any
 * @param lines 1 to 16 ingest lines, the first is active at the start; null means one {@code rtmp}
 *     line {@code main}
 * @param prepareLeadSeconds how long before its start the room is prepared, 0 to 86400; null means
 *     600
 * @param lineSwitching how its lines are switched by themselves; null means {@link
 *     LineSwitching#DEFAULT}
 */
public record CreateRoomRequest(
    String title,
    String hostId,
    @Nullable RoomMode mode,
    Instant startsAt,
    @Nullable Instant endsAt,
    String sourceRegion,
    @Nullable List<String> allowedSourceRegions,
    @Nullable List<LineSpec> lines,
    @Nullable Integer prepareLeadSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LineSwitching lineSwitching) {

  /** One whose lines are switched as is usual. */
  public CreateRoomRequest(
      String title,
      String hostId,
      @Nullable RoomMode mode,
      Instant startsAt,
      @Nullable Instant endsAt,
      String sourceRegion,
      @Nullable List<String> allowedSourceRegions,
      @Nullable List<LineSpec> lines,
      @Nullable Integer prepareLeadSeconds) {
    this(
        title,
        hostId,
        mode,
        startsAt,
        endsAt,
        sourceRegion,
        allowedSourceRegions,
        lines,
        prepareLeadSeconds,
        null);
  }
}
