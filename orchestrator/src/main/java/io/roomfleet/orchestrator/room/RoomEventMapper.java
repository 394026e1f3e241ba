package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.orchestrator.platform.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A room's events as the API shows them. */
public final class RoomEventMapper {
  private RoomEventMapper() {}

  /**
   * @param sequence the event's place in the room's journal, from 1
   */
  public static io.roomfleet.api.room.RoomEvent toDto(
      String roomId, long sequence, RoomEvent event) {
    Entry entry = event.match(new Entries());
    return new io.roomfleet.api.room.RoomEvent(
        sequence, entry.type, entry.at, roomId, entry.subRoomId, entry.by, entry.data);
  }

  /** The event's type in the API, such as {@code sub_room.ready}. */
  static String typeOf(RoomEvent event) {
    return event.match(new Entries()).type;
  }

  private record Entry(
      String type, Instant at, @Nullable String subRoomId, String by, Map<String, Object> data) {}

  private static final class Entries implements RoomEvent.Cases<Entry> {
    @Override
    public Entry created(RoomEvent.Created e) {
      RoomSpec spec = e.spec();
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("title", spec.title());
      data.put("hostId", spec.hostId());
      data.put("mode", spec.mode());
      data.put("startsAt", spec.startsAt());
      data.put("sourceRegion", spec.sourceRegion());
      if (spec.allowedSourceRegions() != null) {
        data.put("allowedSourceRegions", spec.allowedSourceRegions());
      }
      data.put("lines", spec.lines().stream().map(RoomSpec.LineSpec::id).toList());
      return new Entry("room.created", e.at(), null, e.by(), data);
    }

    @Override
    public Entry preparationStarted(RoomEvent.PreparationStarted e) {
      return new Entry("room.preparing", e.at(), null, e.by(), Map.of());
    }

    @Override
    public Entry started(RoomEvent.Started e) {
      return new Entry("room.started", e.at(), null, e.by(), Map.of());
    }

    @Override
    public Entry ended(RoomEvent.Ended e) {
      return new Entry("room.ended", e.at(), null, e.by(), Map.of("reason", e.reason()));
    }

    @Override
    public Entry cancelled(RoomEvent.Cancelled e) {
      return new Entry("room.cancelled", e.at(), null, e.by(), Map.of("reason", e.reason()));
    }

    @Override
    public Entry subRoomAdded(RoomEvent.SubRoomAdded e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("market", e.spec().market());
      data.put("locale", e.spec().locale());
      data.put("timeZone", e.spec().timeZone());
      data.put("ladder", e.spec().ladder());
      data.put("expectedViewers", e.spec().expectedViewers());
      if (e.spec().wantedRegion() != null) {
        data.put("wantedRegion", e.spec().wantedRegion());
      }
      if (e.spec().allowedRegions() != null) {
        data.put("allowedRegions", e.spec().allowedRegions());
      }
      return new Entry("sub_room.requested", e.at(), e.spec().id(), e.by(), data);
    }

    @Override
    public Entry subRoomReported(RoomEvent.SubRoomReported e) {
      var report = e.report();
      return new Entry(
          report.type(), report.at(), e.subRoomId(), report.by(), Json.map(report.data()));
    }

    @Override
    public Entry lineAssigned(RoomEvent.LineAssigned e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("lineId", e.lineId());
      if (e.region() != null) {
        data.put("region", e.region());
      }
      data.put("agentId", e.agentId());
      data.put("epoch", e.epoch());
      data.put("cause", e.cause());
      data.put("reason", e.why());
      return new Entry("line.assigned", e.at(), null, "room", data);
    }

    @Override
    public Entry lineUnassigned(RoomEvent.LineUnassigned e) {
      Map<String, Object> data = Map.of("lineId", e.lineId(), "reason", e.reason());
      return new Entry("line.unassigned", e.at(), null, "room", data);
    }

    @Override
    public Entry lineChanged(RoomEvent.LineChanged e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("lineId", e.lineId());
      data.put("agentId", e.agentId());
      if (e.input() != null) {
        data.put("input", e.input());
      }
      if (e.ingestUrl() != null) {
        data.put("ingestUrl", e.ingestUrl());
      }
      if (e.reason() != null) {
        data.put("reason", e.reason());
      }
      return new Entry("line.changed", e.at(), null, "agent:" + e.agentId(), data);
    }

    @Override
    public Entry lineMoving(RoomEvent.LineMoving e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("lineId", e.lineId());
      data.put("region", e.region());
      data.put("agentId", e.agentId());
      data.put("epoch", e.epoch());
      data.put("cause", e.cause());
      data.put("reason", e.why());
      return new Entry("line.moving", e.at(), null, "room", data);
    }

    @Override
    public Entry lineNextChanged(RoomEvent.LineNextChanged e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("lineId", e.lineId());
      data.put("region", e.region());
      data.put("agentId", e.agentId());
      if (e.input() != null) {
        data.put("input", e.input());
      }
      if (e.ingestUrl() != null) {
        data.put("ingestUrl", e.ingestUrl());
      }
      if (e.reason() != null) {
        data.put("reason", e.reason());
      }
      return new Entry("line.next_changed", e.at(), null, "agent:" + e.agentId(), data);
    }

    @Override
    public Entry lineMoved(RoomEvent.LineMoved e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("lineId", e.lineId());
      data.put("fromRegion", e.fromRegion());
      if (e.fromAgentId() != null) {
        data.put("fromAgentId", e.fromAgentId());
      }
      data.put("region", e.region());
      data.put("agentId", e.agentId());
      data.put("cause", e.cause());
      return new Entry("line.moved", e.at(), null, "room", data);
    }

    @Override
    public Entry lineMoveFailed(RoomEvent.LineMoveFailed e) {
      Map<String, Object> data = Map.of("lineId", e.lineId(), "reason", e.reason());
      return new Entry("line.move_failed", e.at(), null, "room", data);
    }

    @Override
    public Entry lineMoveEnded(RoomEvent.LineMoveEnded e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("lineId", e.lineId());
      data.put("region", e.region());
      data.put("reason", e.reason());
      return new Entry("line.move_ended", e.at(), null, "room", data);
    }

    @Override
    public Entry lineParted(RoomEvent.LineParted e) {
      Map<String, Object> data = Map.of("lineId", e.lineId(), "region", e.region());
      return new Entry("line.parted", e.at(), null, "room", data);
    }

    @Override
    public Entry lineSwitched(RoomEvent.LineSwitched e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("from", e.from());
      data.put("to", e.to());
      data.put("automatic", e.automatic());
      data.put("cause", e.cause());
      return new Entry("line.switched", e.at(), null, e.by(), data);
    }

    @Override
    public Entry lineSwitchChecked(RoomEvent.LineSwitchChecked e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("from", e.from());
      data.put("to", e.to());
      data.put("helped", e.helped());
      data.put("detail", e.detail());
      return new Entry("line.switch_checked", e.at(), null, "room", data);
    }

    @Override
    public Entry mixLineChanged(RoomEvent.MixLineChanged e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("lineId", MixLine.ID);
      data.put("sessionId", e.sessionId());
      data.put("step", e.step().name());
      data.put("reason", e.reason());
      return new Entry("line.mix_changed", e.at(), null, "session:" + e.sessionId(), data);
    }

    @Override
    public Entry lineSwitchMeasured(RoomEvent.LineSwitchMeasured e) {
      MeasuredSwitch it = e.measured();
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("from", it.from());
      data.put("to", it.to());
      data.put("switchedAt", it.switchedAt());
      data.put("before", it.before());
      data.put("after", it.after());
      data.put("helped", it.helped());
      data.put("detail", it.detail());
      return new Entry("line.switch_measured", e.at(), it.subRoomId(), "room", data);
    }

    @Override
    public Entry agendaSet(RoomEvent.AgendaSet e) {
      Map<String, Object> data = Map.of("items", e.items().size());
      return new Entry("room.agenda_set", e.at(), null, e.by(), data);
    }

    @Override
    public Entry agendaItemStarted(RoomEvent.AgendaItemStarted e) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("itemId", e.item().id());
      if (e.item().productId() != null) {
        data.put("productId", e.item().productId());
      }
      if (e.item().topic() != null) {
        data.put("topic", e.item().topic());
      }
      if (e.item().hostId() != null) {
        data.put("hostId", e.item().hostId());
      }
      data.put("plannedAt", e.item().startsAt());
      return new Entry("agenda.item_started", e.at(), null, e.by(), data);
    }

    @Override
    public Entry slotChanged(RoomEvent.SlotChanged e) {
      SlotEntries.Entry slot = e.slot().match(new SlotEntries());
      return new Entry(slot.type(), e.at(), null, slot.by(), slot.data());
    }

    @Override
    public Entry sessionTold(RoomEvent.SessionTold e) {
      return new Entry(e.what(), e.at(), null, e.by(), Json.map(e.data()));
    }
  }
}
