package io.roomfleet.deploy.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * On how many nodes each row is kept.
 *
 * @param factors by data center; empty means one number for all nodes, without data centers
 * @param factor for all nodes when {@code factors} is empty (>= 1)
 */
public record Replication(Map<String, Integer> factors, int factor) {
  /** One copy: for one machine. */
  public static final Replication SINGLE = new Replication(Map.of(), 1);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,48}");

  public Replication {
    factors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(factors));
  }

  /**
   * Reads {@code 3}, or {@code eu:3,ap:3}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Replication parse(String text) {
    if (!text.contains(":")) {
      return new Replication(Map.of(), factor(text, text));
    }
    Map<String, Integer> factors = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int colon = part.lastIndexOf(':');
      String name = colon < 0 ? part : part.substring(0, colon).strip();
      if (colon < 0 || !NAME.matcher(name).matches()) {
        throw unreadable(text);
      }
      if (factors.put(name, factor(part.substring(colon + 1), text)) != null) {
        throw unreadable(text);
      }
    }
    return new Replication(factors, 0);
  }

  /** The map that CQL takes. */
  public String toCql() {
    if (factors.isEmpty()) {
      return "{'class': 'SimpleStrategy', 'replication_factor': " + factor + "}";
    }
    return factors.entrySet().stream()
        .map(it -> "'" + it.getKey() + "': " + it.getValue())
        .collect(Collectors.joining(", ", "{'class': 'NetworkTopologyStrategy', ", "}"));
  }

  private static int factor(String number, String whole) {
    try {
      int factor = Integer.parseInt(number.strip());
      if (factor >= 1 && factor <= 9) {
        return factor;
      }
    } catch (NumberFormatException e) {
      throw unreadable(whole);
    }
    throw unreadable(whole);
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "replication: " + text + " (expected: 1 to 9, or <data center>:<1 to 9>,... each once)");
  }
}
