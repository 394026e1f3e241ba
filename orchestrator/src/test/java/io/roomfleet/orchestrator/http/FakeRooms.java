package io.roomfleet.orchestrator.http;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.room.Booking;
import io.roomfleet.api.room.Candidate;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.Line;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Move;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.api.room.SubRoomStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rooms and sub-rooms as they stand in {@link FakeDomain}, made and changed. */
final class FakeRooms {
  private FakeRooms() {}

  static Room roomOf(String id, CreateRoomRequest request) {
    return new Room(
        id,
        request.title(),
        request.hostId(),
        request.mode() == null ? RoomMode.SINGLE_HOST : request.mode(),
        RoomStatus.SCHEDULED,
        null,
        request.startsAt(),
        request.endsAt(),
        null,
        null,
        600,
        request.sourceRegion(),
        request.allowedSourceRegions(),
        List.of(
            new Line(
                "main", LineKind.RTMP, null, null, null, null, null, "not prepared yet", null)),
        "main",
        List.of(),
        FakeDomain.NOW,
        1,
        List.of());
  }

  static Room withLine(Room room, String lineId) {
    return with(room, room.status(), room.reason(), lineId);
  }

  static Room with(Room room, RoomStatus status, String reason) {
    return with(room, status, reason, room.activeLine());
  }

  private static Room with(Room room, RoomStatus status, String reason, String activeLine) {
    return new Room(
        room.id(),
        room.title(),
        room.hostId(),
        room.mode(),
        status,
        reason,
        room.startsAt(),
        room.endsAt(),
        room.startedAt(),
        room.endedAt(),
        room.prepareLeadSeconds(),
        room.sourceRegion(),
        room.allowedSourceRegions(),
        room.lines(),
        activeLine,
        room.subRoomIds(),
        room.createdAt(),
        room.revision() + 1,
        room.relays());
  }

  static SubRoom subRoomOf(String roomId, SubRoomRequest request) {
    return new SubRoom(
        request.market().toLowerCase(Locale.ROOT),
        roomId,
        request.market(),
        request.locale(),
        request.timeZone(),
        new Ladder(LadderPreset.STANDARD, LadderPreset.STANDARD.renditions(), 30),
        request.wantedRegion(),
        request.allowedRegions(),
        null,
        SubRoomStatus.REQUESTED,
        null,
        null,
        0,
        "main",
        null,
        0,
        null,
        request.wantedRegion() == null ? null : placedIn(request.wantedRegion()),
        null,
        request.wantedRegion() == null ? null : bookedIn(request.wantedRegion()),
        FakeDomain.NOW,
        1);
  }

  static SubRoom withLine(SubRoom it, String lineId) {
    return new SubRoom(
        it.id(),
        it.roomId(),
        it.market(),
        it.locale(),
        it.timeZone(),
        it.ladder(),
        it.wantedRegion(),
        it.allowedRegions(),
        it.region(),
        it.status(),
        it.reason(),
        it.agentId(),
        it.epoch(),
        lineId == null ? "main" : lineId,
        lineId,
        it.expectedViewers(),
        it.playback(),
        it.placement(),
        it.move(),
        it.booking(),
        it.createdAt(),
        it.revision() + 1);
  }

  /** Those that want a region have found it. */
  private static Placement placedIn(String region) {
    Capacity some = new Capacity(1, 10, 1);
    return new Placement(
        FakeDomain.NOW,
        region,
        region + "-1",
        "agent " + region + "-1: has the line",
        some,
        null,
        List.of(
            new Candidate("agent", region + "-1", 0.5, "chosen", "has it", Map.of("move", 0.5)),
            new Candidate("agents", "40 more", null, "impossible", "draining", null)));
  }

  private static Booking bookedIn(String region) {
    Capacity some = new Capacity(1, 10, 1);
    return new Booking(region, FakeDomain.NOW, FakeDomain.NOW.plusSeconds(3600), some, some);
  }

  static SubRoom playing(SubRoom it, String region, Move move, long revision) {
    return new SubRoom(
        it.id(),
        it.roomId(),
        it.market(),
        it.locale(),
        it.timeZone(),
        it.ladder(),
        it.wantedRegion(),
        it.allowedRegions(),
        region,
        SubRoomStatus.LIVE,
        null,
        region + "-1",
        1,
        it.activeLine(),
        it.ownLine(),
        it.expectedViewers(),
        null,
        null,
        move,
        null,
        it.createdAt(),
        revision);
  }
}
