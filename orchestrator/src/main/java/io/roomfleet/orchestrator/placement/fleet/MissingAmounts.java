package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.Shortage;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What a fleet is short of, proved: with one more agent of each amount in its region everything
 * fits.
 *
 * <p>What those need that were left out is the first guess. It may be too little: on an agent more,
 * others than those find their place, and what is left over elsewhere is in pieces. Then the guess
 * grows: by a copy of each line, and by the largest ladder. In a model of up to {@link #EXACT}
 * ladders it is made as small as can be, side by side: a thousandth of a unit, a kbit/s or a slot
 * less, and it does not fit.
 */
public final class MissingAmounts {
  /** Above so many ladders amounts are enough, and not the least: each try is a plan. */
  static final int EXACT = 500;

  private static final int ROUNDS = 4;
  private static final int PASSES = 8;

  private final FleetModel model;
  private final PlacementPolicy policy;
  private final Instant at;
  private final int budget;
  private final Map<String, Ladder> ladders = new HashMap<>();

  private MissingAmounts(FleetModel model, PlacementPolicy policy, Instant at, int budget) {
    this.model = model;
    this.policy = policy;
    this.at = at;
    this.budget = budget;
    model.ladders().forEach(ladder -> ladders.put(ladder.id(), ladder));
  }

  /**
   * Arranges like {@link Arranger#arrange}, and proves what is missing where something is. Where no
   * amount was found with which all fits, as where a sub-room may run in no region that takes
   * anything, the first guess stands.
   */
  public static Arrangement arrange(
      FleetModel model, PlacementPolicy policy, Instant at, int budget) {
    Arrangement arrangement = Arranger.arrange(model, policy, at, budget);
    return arrangement.shortages().isEmpty()
        ? arrangement
        : arrangement.with(
            new MissingAmounts(model, policy, at, budget).proved(arrangement.shortages()));
  }

  private List<Shortage> proved(List<Shortage> guess) {
    List<Shortage> enough = guess;
    for (int round = 0; !fitsWith(enough); round++) {
      if (round == ROUNDS) {
        return guess;
      }
      enough = enough.stream().map(this::more).toList();
    }
    return model.ladders().size() > EXACT ? enough : least(enough);
  }

  private boolean fitsWith(List<Shortage> added) {
    FleetModel more = model;
    for (Shortage one : added) {
      Agent agent = new Agent("missing-" + one.region(), one.missing(), Openness.OPEN);
      more = more.withAgent(one.region(), agent);
    }
    return Arranger.arrange(more, policy, at, budget).fits();
  }

  private Shortage more(Shortage one) {
    Amount missing = one.missing();
    Amount largest = Amount.ZERO;
    Set<String> lines = new HashSet<>();
    for (String id : one.ladders()) {
      Ladder ladder = ladders.get(id);
      if (ladder != null) {
        lines.add(ladder.line());
        largest = ladder.need().fitsIn(largest) ? largest : ladder.need();
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      missing = missing.plus(AssignmentCost.ofRelay());
    }
    return new Shortage(one.region(), missing.plus(largest), one.ladders());
  }

  private interface Side {
    Amount with(Amount amount, long value);
  }

  /** Until nothing can be taken off any side: a smaller side may make another one smaller. */
  private List<Shortage> least(List<Shortage> enough) {
    List<Shortage> least = new ArrayList<>(enough);
    boolean smaller = true;
    for (int pass = 0; smaller && pass < PASSES; pass++) {
      smaller = false;
      for (int i = 0; i < least.size(); i++) {
        smaller |= less(least, i, Amount::milliUnits, (a, n) -> new Amount(n, a.kbps(), a.slots()));
        smaller |= less(least, i, Amount::kbps, (a, n) -> new Amount(a.milliUnits(), n, a.slots()));
        smaller |= less(least, i, Amount::slots, (a, n) -> new Amount(a.milliUnits(), a.kbps(), n));
      }
    }
    return least;
  }

  /** Makes one side of one amount smaller, by halves; false when not even by one. */
  private boolean less(List<Shortage> all, int i, ToLongFunction<Amount> side, Side changed) {
    long before = side.applyAsLong(all.get(i).missing());
    if (before == 0 || !fitsWith(all, i, changed, before - 1)) {
      return false;
    }
    long fits = before - 1;
    long tooLittle = -1;
    while (fits - tooLittle > 1) {
      long middle = (fits + tooLittle) / 2;
      if (fitsWith(all, i, changed, middle)) {
        fits = middle;
      } else {
        tooLittle = middle;
      }
    }
    return true;
  }

  /** Changes one amount if all fits then, and leaves it as it was otherwise. */
  private boolean fitsWith(List<Shortage> all, int i, Side changed, long value) {
    Shortage before = all.get(i);
    Amount amount = changed.with(before.missing(), value);
    all.set(i, new Shortage(before.region(), amount, before.ladders()));
    boolean fits = fitsWith(all);
    if (!fits) {
      all.set(i, before);
    }
    return fits;
  }
}
