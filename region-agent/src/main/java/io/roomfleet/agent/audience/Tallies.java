package io.roomfleet.agent.audience;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many viewers there are by country. */
final class Tallies {
  /** Of a country that is not known. */
  static final String UNKNOWN = "ZZ";

  /** More than any sub-room's market has viewers in. */
  static final int MOST = 64;

  private final Map<String, Integer> counts = new HashMap<>();

  void add(String name, int change) {
    counts.merge(name, change, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
  }

  /** The largest, the first by name where they are alike; the others stand under {@code ZZ}. */
  Map<String, Integer> largest() {
    List<Map.Entry<String, Integer>> sorted =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    Map<String, Integer> largest = new LinkedHashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      String name = i < MOST ? sorted.get(i).getKey() : UNKNOWN;
      largest.merge(name, sorted.get(i).getValue(), Integer::sum);
    }
    return largest;
  }
}
