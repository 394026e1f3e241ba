package io.roomfleet.api.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A recorded evening under another policy. Each decision is taken anew with what was known then;
 * what would have followed from another one is not worked out.
 *
 * @param summary in one sentence
 * @param decisions that could be taken anew
 * @param other of them, how many would have been another
 * @param passedOver decisions with no costs in them: nothing else was possible, or they are from
 *     before costs were kept
 * @param costPerHour of what was chosen, at the other prices, US dollars, all decisions together
 * @param costPerHourThen of what would have been chosen, likewise; never more
 * @param changed the decisions that would have been others, in their order, at most 500
 */
public record ReplayView(
    String roomId,
    Map<String, Double> priceFactors,
    String summary,
    int decisions,
    int other,
    int passedOver,
    double costPerHour,
    double costPerHourThen,
    List<Decision> changed) {
  /**
   * A decision that would have been another.
   *
   * @param sequence of the room's event
   * @param kind {@code region} or {@code agent}: what was chosen among
   * @param cost of what was chosen, at the other prices, US dollars an hour
   * @param costInstead of what would have been chosen
   * @param terms of what was chosen, as they were recorded
   * @param termsInstead of what would have been chosen, as they were recorded
   */
  public record Decision(
      long sequence,
      Instant at,
      String subRoomId,
      String type,
      String kind,
      String chosen,
      String instead,
      double cost,
      double costInstead,
      Map<String, Double> terms,
      Map<String, Double> termsInstead) {}
}
