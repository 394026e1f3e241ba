package io.roomfleet.orchestrator.plan;

import io.roomfleet.api.plan.PlanView;
import io.roomfleet.api.plan.PlanView.PlannedPlace;
import io.roomfleet.orchestrator.placement.fleet.Arrangement;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.Seat;
import io.roomfleet.orchestrator.placement.price.Bill;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From an arrangement to what the API tells of it. */
final class PlanMapper {
  private PlanMapper() {}

  static PlanView toDto(Arrangement arrangement, List<String> unanswered, Instant now) {
    List<PlannedPlace> places =
        arrangement.seats().stream()
            .filter(seat -> seat.ladder().agentId() == null || seat.changesAgent())
            .map(PlanMapper::place)
            .toList();
    return new PlanView(
        arrangement.fits(),
        summary(arrangement),
        arrangement.shortages().stream()
            .map(s -> new PlanView.Shortage(s.region(), s.missing().toCapacity(), s.ladders()))
            .toList(),
        places,
        arrangement.seats().size() - places.size(),
        arrangement.moves().size(),
        Bill.rounded(arrangement.cost()),
        Bill.rounded(arrangement.costNow()),
        arrangement.uses().stream()
            .map(
                use ->
                    new PlanView.RegionUse(
                        use.region(), use.capacity().toCapacity(), use.booked().toCapacity()))
            .toList(),
        unanswered,
        now);
  }

  private static PlannedPlace place(Seat seat) {
    Bill bill = seat.bill();
    return new PlannedPlace(
        seat.ladder().roomId(),
        seat.ladder().subRoomId(),
        seat.region(),
        seat.agentId(),
        seat.ladder().region(),
        seat.ladder().agentId(),
        seat.ladder().need().toCapacity(),
        bill == null ? null : Bill.rounded(bill.total()),
        bill == null ? Map.of() : bill.terms(),
        seat.why());
  }

  private static String summary(Arrangement arrangement) {
    if (arrangement.fits()) {
      return "all " + arrangement.seats().size() + " sub-rooms have a place";
    }
    long without = arrangement.seats().stream().filter(seat -> seat.region() == null).count();
    String missing =
        arrangement.shortages().stream()
            .map(s -> s.missing().inWords() + " in " + s.region())
            .collect(Collectors.joining("; "));
    return without
        + " of "
        + arrangement.seats().size()
        + " sub-rooms have no place; missing: "
        + missing;
  }
}
