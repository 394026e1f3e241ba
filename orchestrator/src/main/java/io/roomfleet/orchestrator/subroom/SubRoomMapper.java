package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Booking;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.Move;
import io.roomfleet.api.room.Playback;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.api.room.SubRoomStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Between a sub-room in the domain and in the API. */
public final class SubRoomMapper {
  private static final int DEFAULT_FRAME_RATE = 30;

  private SubRoomMapper() {}

  /** The spec that a checked request asks for, with every default filled in. */
  public static SubRoomSpec toSpec(SubRoomRequest request) {
    return new SubRoomSpec(
        request.market().toLowerCase(Locale.ROOT),
        request.market(),
        request.locale(),
        request.timeZone(),
        fill(request.ladder()),
        request.wantedRegion(),
        request.allowedRegions(),
        Objects.requireNonNullElse(request.expectedViewers(), 0),
        request.fallbackMarkets());
  }

  /** The spec of a sub-room as the API shows it. */
  public static SubRoomSpec specOf(SubRoom shown) {
    return new SubRoomSpec(
        shown.id(),
        shown.market(),
        shown.locale(),
        shown.timeZone(),
        shown.ladder(),
        shown.wantedRegion(),
        shown.allowedRegions(),
        shown.expectedViewers(),
        shown.fallbackMarkets());
  }

  private static Ladder fill(@Nullable Ladder asked) {
    LadderPreset preset = asked == null ? LadderPreset.STANDARD : asked.preset();
    List<Rendition> renditions = asked == null ? null : asked.renditions();
    if (renditions == null) {
      renditions = Objects.requireNonNullElse(preset, LadderPreset.STANDARD).renditions();
    }
    Integer frameRate = asked == null ? null : asked.frameRate();
    return new Ladder(
        preset,
        renditions.stream().sorted().toList(),
        Objects.requireNonNullElse(frameRate, DEFAULT_FRAME_RATE));
  }

  /** As the API shows it. */
  public static SubRoom toDto(SubRoomState state) {
    SubRoomSpec spec = state.spec();
    SubRoomState.Place place = state.place();
    return new SubRoom(
        spec.id(),
        state.brief().roomId(),
        spec.market(),
        spec.locale(),
        spec.timeZone(),
        spec.ladder(),
        spec.wantedRegion(),
        spec.allowedRegions(),
        place.agentId() == null ? null : place.region(),
        state.status(),
        state.reason(),
        place.agentId(),
        place.epoch(),
        state.line().id(),
        state.lineWish().own(),
        spec.expectedViewers(),
        place.hls() == null ? null : new Playback(place.hls()),
        state.placement(),
        move(state.moves().current()),
        booking(state.booked()),
        state.createdAt(),
        state.revision(),
        spec.fallbackMarkets(),
        state.lineWish().left());
  }

  private static @Nullable Move move(Moves.@Nullable Move move) {
    return move == null
        ? null
        : new Move(
            move.next().region() == null ? move.only() : move.next().region(),
            move.next().agentId(),
            move.cause(),
            move.since());
  }

  private static @Nullable Booking booking(SubRoomState.@Nullable Booked booked) {
    return booked == null
        ? null
        : new Booking(
            booked.region(),
            booked.from(),
            booked.to(),
            booked.need().toCapacity(),
            booked.missing() == null ? null : booked.missing().toCapacity());
  }

  /** As the API shows it while only its room knows it. */
  public static SubRoom requested(
      String roomId, SubRoomSpec spec, SubRoomStatus status, String activeLine, Instant createdAt) {
    return new SubRoom(
        spec.id(),
        roomId,
        spec.market(),
        spec.locale(),
        spec.timeZone(),
        spec.ladder(),
        spec.wantedRegion(),
        spec.allowedRegions(),
        null,
        status,
        null,
        null,
        0,
        activeLine,
        null,
        spec.expectedViewers(),
        null,
        null,
        null,
        null,
        createdAt,
        1,
        spec.fallbackMarkets(),
        null);
  }
}
