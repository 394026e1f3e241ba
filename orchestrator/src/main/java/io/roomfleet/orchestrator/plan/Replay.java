package io.roomfleet.orchestrator.plan;

import io.roomfleet.api.plan.ReplayView;
import io.roomfleet.api.plan.ReplayView.Decision;
import io.roomfleet.api.room.Candidate;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.orchestrator.placement.price.Bill;
import io.roomfleet.orchestrator.placement.price.PriceFactors;
import io.roomfleet.orchestrator.platform.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The decisions of a recorded evening, taken anew at other prices, each with what was known then:
 * the candidates that could have been chosen and what each cost, by term, as the event keeps them.
 * Where the region would have been another, which agent there is not known; where it stays, the
 * agents are compared too. Mutable; the events come in their order.
 */
final class Replay {
  private static final int SHOWN = 500;

  private final String roomId;
  private final PriceFactors factors;
  private final List<Decision> changed = new ArrayList<>();
  private int decisions;
  private int other;
  private int passedOver;
  private double cost;
  private double costInstead;

  Replay(String roomId, PriceFactors factors) {
    this.roomId = roomId;
    this.factors = factors;
  }

  /** Takes in what happened next; what is no decision is passed over. */
  void take(RoomEvent event) {
    Object data = event.data().get("placement");
    if (data == null || event.subRoomId() == null) {
      return;
    }
    Placement placement = Json.convert(data, Placement.class);
    if (placement.region() == null) {
      return; // Nothing was chosen.
    }
    boolean compared = compare(event, placement, "region");
    if (!compared || stayed(event)) {
      compared |= compare(event, placement, "agent");
    }
    passedOver += compared ? 0 : 1;
  }

  private boolean stayed(RoomEvent event) {
    return changed.isEmpty() || changed.get(changed.size() - 1).sequence() != event.sequence();
  }

  /** False when there is nothing to compare. */
  private boolean compare(RoomEvent event, Placement placement, String kind) {
    List<Candidate> possible =
        placement.candidates().stream()
            .filter(one -> one.kind().equals(kind) && one.terms() != null)
            .toList();
    Candidate chosen =
        possible.stream().filter(one -> one.verdict().equals("chosen")).findFirst().orElse(null);
    if (chosen == null) {
      return false;
    }
    Candidate best =
        possible.stream()
            .min(
                Comparator.comparingDouble(this::cost)
                    .thenComparing(one -> one != chosen)
                    .thenComparing(Candidate::id))
            .orElse(chosen);
    decisions++;
    cost += cost(chosen);
    costInstead += cost(best);
    if (best != chosen) {
      other++;
      note(event, kind, chosen, best);
    }
    return true;
  }

  private void note(RoomEvent event, String kind, Candidate chosen, Candidate best) {
    if (changed.size() < SHOWN) {
      changed.add(
          new Decision(
              event.sequence(),
              event.at(),
              Objects.requireNonNull(event.subRoomId()),
              event.type(),
              kind,
              chosen.id(),
              best.id(),
              Bill.rounded(cost(chosen)),
              Bill.rounded(cost(best)),
              terms(chosen),
              terms(best)));
    }
  }

  private double cost(Candidate candidate) {
    return factors.total(terms(candidate));
  }

  private static Map<String, Double> terms(Candidate candidate) {
    return Objects.requireNonNullElse(candidate.terms(), Map.of());
  }

  ReplayView view() {
    String summary =
        other == 0
            ? "all " + decisions + " decisions would have been the same"
            : other + " of " + decisions + " decisions would have been others";
    return new ReplayView(
        roomId,
        factors.byTerm(),
        summary,
        decisions,
        other,
        passedOver,
        Bill.rounded(cost),
        Bill.rounded(costInstead),
        changed);
  }
}
