package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.RegionRanking;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.placement.RegionWish;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.subroom.RoomBrief.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * What a sub-room books ahead.
 *
 * @param from the first instant that it counts in
 * @param to the first one that it does not count in any more
 * @param need of the ladder, without the copy of its line
 * @param regions whose calendars are asked, cheapest first
 */
public record BookingWish(Instant from, Instant to, Amount need, List<String> regions) {
  /** More than any region has: who has room is the calendars' affair. */
  private static final Amount BOUNDLESS =
      new Amount(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);

  /**
   * The wish of a sub-room that runs nowhere.
   *
   * @param assumed how long a room without an end lasts
   */
  public static BookingWish of(
      SubRoomSpec spec, String sourceRegion, Times times, Duration assumed, FleetView fleet) {
    Instant end = times.endsAt() == null ? times.startsAt().plus(assumed) : times.endsAt();
    Amount need = AssignmentCost.ofTranscode(spec.ladder(), spec.expectedViewers());
    return new BookingWish(
        times.preparesAt(), end, need, regions(spec, sourceRegion, need, fleet, times.startsAt()));
  }

  /** The same in one region alone, where it runs. */
  BookingWish in(String region) {
    return new BookingWish(from, to, need, List.of(region));
  }

  /**
   * By what they cost as {@link RegionRanking} has it, each taken as empty and with agents that can
   * do anything: what runs there today says nothing of the night.
   */
  private static List<String> regions(
      SubRoomSpec spec, String sourceRegion, Amount need, FleetView fleet, Instant at) {
    RegionWish wish =
        new RegionWish(
            need,
            Set.of(Ability.of(AssignmentKind.TRANSCODE)),
            spec.expectedViewers(),
            ZoneId.of(spec.timeZone()),
            spec.wantedRegion(),
            spec.allowedRegions(),
            sourceRegion,
            "",
            null,
            false);
    List<RegionSnapshot> empty =
        fleet.zones().entrySet().stream()
            .map(zone -> empty(zone.getKey(), zone.getValue()))
            .toList();
    return RegionRanking.of(wish, empty, fleet.policy(), at).regions().stream()
        .filter(fleet.zones()::containsKey)
        .toList();
  }

  private static RegionSnapshot empty(String region, ZoneId zone) {
    AgentSnapshot any = new AgentSnapshot("any", true, false, null, BOUNDLESS, Amount.ZERO);
    return RegionSnapshot.of(region, zone, List.of(any), Set.of());
  }
}
