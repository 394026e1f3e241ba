package io.roomfleet.orchestrator.placement.price;

/**
 * The weights of a placement. All cost is in one unit, US dollars for an hour of broadcast, so that
 * terms can be added and an operator can check each against a bill.
 *
 * @param latencyPrice of one viewer waiting one millisecond longer for each round trip, an hour of
 *     it
 * @param balancePrice of a region or an agent that is full on its fullest side
 * @param movePrice of one viewer whose picture is moved, as if spread over the hour that follows
 * @param assumedViewers of a sub-room whose viewers nobody told, when latency and moves are priced
 * @param maxViewersPerAgent of one room on one agent; 0 means no limit. A sub-room that is larger
 *     by itself gets an agent that has nothing else of the room
 */
public record PlacementPolicy(
    double latencyPrice,
    double balancePrice,
    double movePrice,
    int assumedViewers,
    int maxViewersPerAgent,
    EgressPrices egress,
    LatencyMatrix latency) {

  public PlacementPolicy {
    check("latency-price", latencyPrice);
    check("balance-price", balancePrice);
    check("move-price", movePrice);
    check("assumed-viewers", assumedViewers);
    check("max-viewers-per-agent", maxViewersPerAgent);
  }

  /** As many as were told; the assumed ones where none were. */
  public int viewers(int told) {
    return told == 0 ? assumedViewers : told;
  }

  /** Of viewers that wait so long for each round trip. */
  public double ofLatency(double millis, int toldViewers) {
    return latencyPrice * millis * viewers(toldViewers);
  }

  /**
   * Of being so full: the price times the fourth power of the share. Next to nothing while there is
   * room (6 % of the price at half full), steep where it runs out (66 % at nine tenths), so that
   * load is spread when it matters and a room stays together when it does not.
   *
   * @param share of the fullest side, 0 to 1; above 1 when more is on its way than there is room
   *     for
   */
  public double ofShare(double share) {
    double squared = share * share;
    return balancePrice * squared * squared;
  }

  /** Of taking the picture of viewers from where it runs. */
  public double ofMove(int toldViewers) {
    return movePrice * viewers(toldViewers);
  }

  /** The same weights with other distances. */
  public PlacementPolicy with(LatencyMatrix newLatency) {
    return new PlacementPolicy(
        latencyPrice,
        balancePrice,
        movePrice,
        assumedViewers,
        maxViewersPerAgent,
        egress,
        newLatency);
  }

  static void check(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: finite, >= 0)");
    }
  }
}
