package io.roomfleet.orchestrator.steering;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.http.Steering.Query;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.steering.RouteWord.Edge;
import io.roomfleet.orchestrator.steering.RouteWord.EdgeTold;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node's memory with a room in it, and a clock that moves when it is told to. */
final class SteeringStage {
  static final String ROOM = "room-1";
  static final SteeringSettings SETTINGS = SteeringSettings.of(ConfigFactory.load());
  static final List<Rendition> LADDER = List.of(Rendition.P360, Rendition.P180);

  final RouteTable table = new RouteTable(SETTINGS);
  final FleetView fleet =
      new FleetView(
          Map.of("eu", ZoneId.of("Europe/Dublin"), "us", ZoneId.of("America/New_York")),
          Policies.DEFAULT);
  final SteeringService service;
  final List<AgentSnapshot> agents = new ArrayList<>();
  long now = 1_800_000_000_000L;

  SteeringStage() {
    service = new SteeringService(table, fleet, SETTINGS, () -> Instant.ofEpochMilli(now));
    table.complete();
  }

  static Query watching(String subRoomId, String session, String pathway) {
    return new Query(subRoomId, null, null, null, null, pathway, session);
  }

  static Query from(String country) {
    return new Query(null, country, null, null, null, null, "");
  }

  static URI master(String agent, String subRoomId) {
    return URI.create(
        "http://%s.example:80/hls/%s/%s/master.m3u8".formatted(agent, ROOM, subRoomId));
  }

  static Edge edge(String agent, String subRoomId) {
    return new Edge("eu", agent, 1, master(agent, subRoomId));
  }

  /** Plays at an agent; null for none. */
  static SubRoomTold told(
      String id, String locale, String zone, String agent, String... fallbacks) {
    return new SubRoomTold(
        ROOM,
        id,
        id.toUpperCase(java.util.Locale.ROOT),
        locale,
        zone,
        LADDER,
        null,
        List.of(fallbacks),
        agent == null ? SubRoomStatus.DEGRADED : SubRoomStatus.LIVE,
        "main",
        agent == null ? null : edge(agent, id),
        1,
        null);
  }

  static SubRoomTold with(
      SubRoomTold told, List<String> allowed, String line, List<Rendition> ladder) {
    return new SubRoomTold(
        told.roomId(),
        told.subRoomId(),
        told.market(),
        told.locale(),
        told.timeZone(),
        ladder,
        allowed,
        told.fallbacks(),
        told.status(),
        line,
        told.at(),
        told.revision() + 1,
        null);
  }

  SteeringStage take(SubRoomTold... words) {
    for (SubRoomTold word : words) {
      table.take(word, now);
    }
    return this;
  }

  /** What the node of its session says of an agent. */
  SteeringStage sheds(String agent, double shed, double load, Map<String, Long> breaks) {
    table.take(new EdgeTold(agent, now, load, shed, shed > 0 ? "trouble" : null, breaks));
    return this;
  }

  /** An agent of the fleet as its region shows it. */
  SteeringStage agent(String id, boolean heard, boolean draining) {
    agents.removeIf(it -> it.id().equals(id));
    agents.add(
        new AgentSnapshot(id, heard, draining, null, new Amount(9_000, 100_000, 9), Amount.ZERO));
    return pass(0);
  }

  SteeringStage pass(long millis) {
    now += millis;
    table.look(List.of(RegionSnapshot.of("eu", ZoneId.of("Europe/Dublin"), agents, Set.of())), now);
    return this;
  }

  /** The pathways that a player is given, the best first. */
  List<String> priority(String subRoomId, int group, String pathway) {
    return service
        .manifest(ROOM, watching(subRoomId, String.valueOf(group), pathway))
        .fold(
            done -> done.value().priority(),
            refused -> List.of(refused.refusal().status() + " " + refused.refusal().code()));
  }
}
