package io.roomfleet.orchestrator.telemetry.beacon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A beacon as a phone sends it; fields that are null are left out. */
public record SentBeacon(
    String type,
    String id,
    String roomId,
    String subRoomId,
    Instant at,
    String viewer,
    String country,
    String text,
    String amount,
    String currency,
    String buyer,
    Boolean returning) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static SentBeacon of(
      String type, String id, String roomId, String subRoomId, Instant at, String viewer) {
    return new SentBeacon(
        type, id, roomId, subRoomId, at, viewer, null, null, null, null, null, null);
  }

  public SentBeacon from(String code) {
    return new SentBeacon(
        type, id, roomId, subRoomId, at, viewer, code, text, amount, currency, buyer, returning);
  }

  public SentBeacon saying(String words) {
    return new SentBeacon(
        type, id, roomId, subRoomId, at, viewer, country, words, amount, currency, buyer,
        returning);
  }

  public SentBeacon ordering(String price, String unit, String who, boolean again) {
    return new SentBeacon(
        type, id, roomId, subRoomId, at, viewer, country, text, price, unit, who, again);
  }

  public String json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", id).put("type", type).put("roomId", roomId).put("subRoomId", subRoomId);
    node.put("at", at.toString()).put("viewer", viewer);
    put(node, "country", country);
    put(node, "text", text);
    put(node, "currency", currency);
    put(node, "buyer", buyer);
    if (amount != null) {
      node.put(type.equals("gift") ? "value" : "amount", new BigDecimal(amount));
    }
    if (returning != null) {
      node.put("returning", returning);
    }
    return node.toString();
  }

  private static void put(ObjectNode node, String field, String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  public static String array(List<SentBeacon> beacons) {
    return beacons.stream().map(SentBeacon::json).collect(Collectors.joining(",", "[", "]"));
  }

  public static String lines(List<SentBeacon> beacons) {
    return beacons.stream().map(SentBeacon::json).collect(Collectors.joining("\n", "", "\n"));
  }
}
