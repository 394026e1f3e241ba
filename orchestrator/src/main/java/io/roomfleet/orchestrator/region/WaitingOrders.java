package io.roomfleet.orchestrator.region;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders that a region had to refuse and whose owners go on asking. In memory; of one actor. An
 * owner asks again within seconds, so that one that was not heard for a while has its place.
 */
final class WaitingOrders {
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  private record Waiting(Order order, Instant at) {}

  void refused(Order order, Instant now) {
    waiting.remove(order.id());
    waiting.put(order.id(), new Waiting(order, now));
  }

  void over(String id) {
    waiting.remove(id);
  }

  List<Order> now(Instant now) {
    waiting.values().removeIf(w -> w.at().plus(FRESH).isBefore(now));
    return waiting.values().stream().map(Waiting::order).toList();
  }
}
