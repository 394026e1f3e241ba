package io.roomfleet.orchestrator.placement.price;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one candidate would cost, by term, in US dollars for an hour of broadcast.
 *
 * @param egress what is sent from the region to its viewers' networks
 * @param latency the viewers' round trips
 * @param relay a copy of the line to where it is not yet
 * @param move taking what is on air from where it runs
 * @param balance how full the candidate would be, as it was last known
 * @param stale how much fuller it is by what was placed since and is not known of yet
 */
public record Bill(
    double egress, double latency, double relay, double move, double balance, double stale) {
  private static final double PARTS = 10_000;

  public double total() {
    return egress + latency + relay + move + balance + stale;
  }

  /** The terms by name, to a hundredth of a cent; one that is nothing is left out. */
  public Map<String, Double> terms() {
    Map<String, Double> terms = new LinkedHashMap<>();
    put(terms, "egress", egress);
    put(terms, "latency", latency);
    put(terms, "relay", relay);
    put(terms, "move", move);
    put(terms, "balance", balance);
    put(terms, "stale", stale);
    return terms;
  }

  private static void put(Map<String, Double> terms, String name, double cost) {
    double rounded = rounded(cost);
    if (rounded != 0) {
      terms.put(name, rounded);
    }
  }

  /** To a hundredth of a cent, as costs are told. */
  public static double rounded(double cost) {
    return Math.round(cost * PARTS) / PARTS;
  }
}
