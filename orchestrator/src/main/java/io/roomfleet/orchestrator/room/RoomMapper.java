package io.roomfleet.orchestrator.room;

import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.Line;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineNext;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.subroom.SubRoomMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Between a live room in the domain and in the API. */
public final class RoomMapper {
  private static final int DEFAULT_LEAD_SECONDS = 600;

  private RoomMapper() {}

  /**
   * The spec that a checked request asks for, with every default filled in.
   *
   * @param secrets a new one for each line, 10 to 79 characters of {@code [A-Za-z0-9]}
   */
  public static RoomSpec toSpec(CreateRoomRequest request, Supplier<String> secrets) {
    List<LineSpec> asked =
        Objects.requireNonNullElse(
            request.lines(), List.of(new LineSpec("main", LineKind.RTMP, null)));
    int lead = Objects.requireNonNullElse(request.prepareLeadSeconds(), DEFAULT_LEAD_SECONDS);
    return new RoomSpec(
        request.title(),
        request.hostId(),
        Objects.requireNonNullElse(request.mode(), RoomMode.SINGLE_HOST),
        request.startsAt(),
        request.endsAt(),
        Duration.ofSeconds(lead),
        request.sourceRegion(),
        asked.stream()
            .map(l -> new RoomSpec.LineSpec(l.id(), l.kind(), l.url(), secrets.get()))
            .toList(),
        request.allowedSourceRegions(),
        Objects.requireNonNullElse(request.lineSwitching(), LineSwitching.DEFAULT));
  }

  /** As the API shows it. */
  public static Room toDto(LiveRoomState state) {
    RoomSpec spec = state.spec();
    List<Line> lines = new ArrayList<>();
    for (LineState line : state.lines().values()) {
      lines.add(line(spec, line));
    }
    return new Room(
        state.id(),
        spec.title(),
        spec.hostId(),
        spec.mode(),
        state.status(),
        state.reason(),
        spec.startsAt(),
        spec.endsAt(),
        state.startedAt(),
        state.endedAt(),
        (int) spec.prepareLead().toSeconds(),
        spec.sourceRegion(),
        spec.allowedSourceRegions(),
        lines,
        state.activeLine(),
        List.copyOf(state.subRooms().keySet()),
        state.createdAt(),
        state.revision(),
        List.of(),
        spec.lineSwitching());
  }

  private static Line line(RoomSpec room, LineState line) {
    LineState.Next next = line.next();
    return new Line(
        line.spec().id(),
        line.spec().kind(),
        line.spec().url(),
        line.agentId() == null ? null : line.regionIn(room),
        line.agentId(),
        line.ingestUrl(),
        line.input(),
        line.reason(),
        next == null
            ? null
            : new LineNext(
                next.region(),
                next.agentId(),
                next.ingestUrl(),
                next.input(),
                next.cause(),
                next.since()));
  }

  /** Its sub-rooms as the room alone knows them, in the order they were added. */
  public static List<SubRoom> subRooms(LiveRoomState state) {
    return state.subRooms().values().stream().map(ref -> subRoom(state, ref)).toList();
  }

  /** Those that one request added. */
  static List<SubRoom> subRoomsOf(LiveRoomState state, String requestId) {
    return state.subRooms().values().stream()
        .filter(ref -> ref.requestId().equals(requestId))
        .map(ref -> subRoom(state, ref))
        .toList();
  }

  private static SubRoom subRoom(LiveRoomState state, LiveRoomState.SubRoomRef ref) {
    return SubRoomMapper.requested(
        state.id(), ref.spec(), ref.status(), state.activeLine(), ref.createdAt());
  }

  /** What an agent is told to take in. */
  static Source toSource(LiveRoomState state, RoomSpec.LineSpec line) {
    return switch (line.kind()) {
      case RTMP -> new Source.Rtmp(line.secret());
      case SRT -> new Source.Srt(line.secret());
      case PULL -> new Source.Pull(Objects.requireNonNull(line.url()));
      case STAGE -> new Source.Upstream(line.url(), null);
      case TEST -> new Source.Test(state.spec().title());
    };
  }
}
