package io.roomfleet.orchestrator.plan;

import io.roomfleet.api.plan.PlanRequest;
import io.roomfleet.api.plan.PlanRequest.AddedAgents;
import io.roomfleet.api.plan.PlanRequest.PlannedRoom;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.fleet.FleetModel;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Line;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.subroom.SubRoomMapper;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fleet with what a plan asks about. Mutable. */
final class PlannedFleet {
  private final FleetModel model;
  private final List<Line> lines = new ArrayList<>();
  private final List<Ladder> ladders = new ArrayList<>();
  private int named;

  PlannedFleet(FleetModel model) {
    this.model = model;
  }

  /** An agent that the request loses and the fleet does not have. */
  Optional<String> unknownAgent(PlanRequest request) {
    Set<String> known =
        model.regions().stream()
            .flatMap(region -> region.agents().stream())
            .map(Agent::id)
            .collect(Collectors.toSet());
    return orNone(request.lostAgents()).stream().filter(id -> !known.contains(id)).findFirst();
  }

  /** A room that exists, with those of its sub-rooms that do not run or wait yet. */
  void scheduled(Room room, List<SubRoom> subRooms) {
    String line = Order.relayId(room.id(), room.activeLine());
    if (model.lines().stream().noneMatch(one -> one.roomId().equals(room.id()))) {
      room.lines().forEach(one -> takeIn(room.id(), one.id(), room.sourceRegion()));
    }
    Set<String> known = model.ladders().stream().map(Ladder::id).collect(Collectors.toSet());
    for (SubRoom subRoom : subRooms) {
      if (!known.contains(room.id() + "/" + subRoom.id())) {
        ladders.add(ladder(room.id(), line, lineRegion(room), SubRoomMapper.specOf(subRoom)));
      }
    }
  }

  private static String lineRegion(Room room) {
    return room.lines().stream()
        .filter(line -> line.id().equals(room.activeLine()))
        .map(io.roomfleet.api.room.Line::region)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(room.sourceRegion());
  }

  private void planned(PlannedRoom room) {
    named++;
    String name = Objects.requireNonNullElse(room.name(), "planned-" + named);
    String line = takeIn(name, "main", room.sourceRegion());
    room.subRooms()
        .forEach(
            subRoom ->
                ladders.add(
                    ladder(name, line, room.sourceRegion(), SubRoomMapper.toSpec(subRoom))));
  }

  private String takeIn(String room, String lineId, String region) {
    String id = Order.relayId(room, lineId);
    lines.add(new Line(room, id, region, true, null, AssignmentCost.ofRelay()));
    return id;
  }

  private static Ladder ladder(String room, String line, String sourceRegion, SubRoomSpec spec) {
    return new Ladder(
        room,
        spec.id(),
        line,
        AssignmentCost.ofTranscode(spec.ladder(), spec.expectedViewers()),
        AssignmentCost.kbpsPerViewer(spec.ladder()),
        ZoneId.of(spec.timeZone()),
        sourceRegion,
        spec.regions(),
        spec.expectedViewers(),
        true,
        null,
        null);
  }

  /** The model with all that the request says. */
  FleetModel changed(PlanRequest request) {
    orNone(request.rooms()).forEach(this::planned);
    FleetModel changed =
        model
            .with(lines, ladders)
            .withoutAgents(new HashSet<>(orNone(request.lostAgents())))
            .withoutRegions(new HashSet<>(orNone(request.lostRegions())));
    int number = 0;
    for (AddedAgents added : orNone(request.addedAgents())) {
      for (int i = Objects.requireNonNullElse(added.count(), 1); i > 0; i--) {
        number++;
        Agent agent =
            new Agent("added-" + number, Amount.ofCapacity(added.capacity()), Openness.OPEN);
        changed = changed.withAgent(added.region(), agent);
      }
    }
    return changed.scaled(Objects.requireNonNullElse(request.viewersFactor(), 1.0));
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
