package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.platform.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which events of a sub-room its room is told, under which type and with which data. */
final class SubRoomReports {
  private SubRoomReports() {}

  /** The state with the event's report in the outbox, if it makes one. */
  static SubRoomState append(SubRoomState after, SubRoomEvent event) {
    return event
        .match(new Entries(after))
        .map(entry -> appended(after, entry, event))
        .orElse(after);
  }

  private static SubRoomState appended(SubRoomState after, Entry entry, SubRoomEvent event) {
    long number = after.outbox().made() + 1;
    List<Report> waiting = new ArrayList<>(after.outbox().waiting());
    waiting.add(
        new Report(
            number, entry.type(), after.status(), event.at(), entry.by(), Json.tree(entry.data())));
    return after.withOutbox(new SubRoomState.Outbox(List.copyOf(waiting), number));
  }

  private record Entry(String type, String by, Map<String, Object> data) {}

  private record Entries(SubRoomState after) implements SubRoomEvent.Cases<Optional<Entry>> {
    @Override
    public Optional<Entry> requested(SubRoomEvent.Requested e) {
      return Optional.empty();
    }

    @Override
    public Optional<Entry> followed(SubRoomEvent.Followed e) {
      return Optional.empty();
    }

    @Override
    public Optional<Entry> placing(SubRoomEvent.Placing e) {
      return Optional.of(
          new Entry("sub_room.placing", "room", data("region", e.region(), "reason", e.why())));
    }

    @Override
    public Optional<Entry> placed(SubRoomEvent.Placed e) {
      Map<String, Object> data = data("agentId", e.agentId(), "region", e.region());
      data.put("epoch", e.epoch());
      data.put("cause", e.cause());
      data.put("reason", e.placement().reason());
      data.put("placement", e.placement());
      return Optional.of(new Entry("placement.decided", "region:" + e.region(), data));
    }

    @Override
    public Optional<Entry> notPlaced(SubRoomEvent.NotPlaced e) {
      Map<String, Object> data = data("reason", e.reason(), "placement", e.placement());
      return Optional.of(new Entry(brokenType(), "room", data));
    }

    @Override
    public Optional<Entry> placeLost(SubRoomEvent.PlaceLost e) {
      return Optional.of(new Entry(brokenType(), "room", data("reason", e.reason(), null, null)));
    }

    @Override
    public Optional<Entry> playing(SubRoomEvent.Playing e) {
      Map<String, Object> data = data("agentId", e.agentId(), "hls", e.hls().toString());
      data.put("epoch", e.epoch());
      return Optional.of(new Entry("sub_room.ready", "agent:" + e.agentId(), data));
    }

    @Override
    public Optional<Entry> wentLive(SubRoomEvent.WentLive e) {
      return Optional.of(new Entry("sub_room.live", "room", data(null, null, null, null)));
    }

    @Override
    public Optional<Entry> stopped(SubRoomEvent.Stopped e) {
      return Optional.of(
          new Entry(
              brokenType(),
              "agent:" + e.agentId(),
              data("reason", e.reason(), "agentId", e.agentId())));
    }

    @Override
    public Optional<Entry> moving(SubRoomEvent.Moving e) {
      return Optional.of(
          new Entry("sub_room.moving", e.by(), data("region", e.region(), "cause", e.cause())));
    }

    @Override
    public Optional<Entry> nextPlaced(SubRoomEvent.NextPlaced e) {
      return Optional.empty();
    }

    @Override
    public Optional<Entry> moved(SubRoomEvent.Moved e) {
      Map<String, Object> data = data("fromRegion", e.fromRegion(), "fromAgentId", e.fromAgentId());
      data.put("region", e.region());
      data.put("agentId", e.agentId());
      data.put("epoch", e.epoch());
      data.put("hls", e.hls().toString());
      data.put("cause", e.cause());
      data.put("reason", e.placement().reason());
      data.put("placement", e.placement());
      return Optional.of(new Entry("sub_room.moved", "region:" + e.region(), data));
    }

    @Override
    public Optional<Entry> moveFailed(SubRoomEvent.MoveFailed e) {
      Map<String, Object> data = data("reason", e.reason(), "placement", e.placement());
      return Optional.of(new Entry("move.failed", "room", data));
    }

    @Override
    public Optional<Entry> moveEnded(SubRoomEvent.MoveEnded e) {
      return Optional.of(new Entry("move.ended", "room", data("reason", e.reason(), null, null)));
    }

    @Override
    public Optional<Entry> parted(SubRoomEvent.Parted e) {
      return Optional.empty();
    }

    @Override
    public Optional<Entry> booked(SubRoomEvent.Booked e) {
      Map<String, Object> data = data("region", e.region(), "from", e.from());
      data.put("to", e.to());
      data.put("capacity", e.need().toCapacity());
      if (e.missing() != null) {
        data.put("missing", e.missing().toCapacity());
      }
      return Optional.of(new Entry("sub_room.booked", "region:" + e.region(), data));
    }

    @Override
    public Optional<Entry> bookingReleased(SubRoomEvent.BookingReleased e) {
      Map<String, Object> data = data("region", e.region(), "reason", e.reason());
      return Optional.of(new Entry("sub_room.booking_released", "room", data));
    }

    @Override
    public Optional<Entry> lineSwitched(SubRoomEvent.LineSwitched e) {
      Map<String, Object> data = data("from", e.from(), "to", e.to());
      data.put("follows", e.ownLine() == null);
      data.put("cause", e.cause());
      return Optional.of(new Entry("sub_room.line_switched", e.by(), data));
    }

    @Override
    public Optional<Entry> closing(SubRoomEvent.Closing e) {
      return Optional.of(
          new Entry("sub_room.closing", e.by(), data("reason", e.reason(), null, null)));
    }

    @Override
    public Optional<Entry> closed(SubRoomEvent.Closed e) {
      String by = after.closing() == null ? "room" : after.closing().by();
      return Optional.of(
          new Entry("sub_room.closed", by, data("reason", after.reason(), null, null)));
    }

    @Override
    public Optional<Entry> reported(SubRoomEvent.Reported e) {
      return Optional.empty();
    }

    private String brokenType() {
      return after.status() == SubRoomStatus.DEGRADED ? "sub_room.degraded" : "sub_room.failed";
    }
  }

  private static Map<String, Object> data(
      @Nullable String key,
      @Nullable Object value,
      @Nullable String key2,
      @Nullable Object value2) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (key != null && value != null) {
      data.put(key, value);
    }
    if (key2 != null && value2 != null) {
      data.put(key2, value2);
    }
    return data;
  }
}
