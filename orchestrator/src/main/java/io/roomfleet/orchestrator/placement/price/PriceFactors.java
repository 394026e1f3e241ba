package io.roomfleet.orchestrator.placement.price;

import java.util.Map;

/**
 * Another policy, as a factor for each term of a {@link Bill}: every term is a price times an
 * amount, so that other prices are the same terms, larger or smaller.
 *
 * @param byTerm by the name of a bill's term; one that is left out is 1
 */
public record PriceFactors(Map<String, Double> byTerm) {
  /** What a bill with these terms would come to, US dollars an hour. */
  public double total(Map<String, Double> terms) {
    double total = 0;
    for (Map.Entry<String, Double> term : terms.entrySet()) {
      total += term.getValue() * byTerm.getOrDefault(term.getKey(), 1.0);
    }
    return total;
  }
}
