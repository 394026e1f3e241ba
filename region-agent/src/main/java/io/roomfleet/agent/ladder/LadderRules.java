package io.roomfleet.agent.ladder;

import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.Rendition;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a ladder must be so that it can be encoded, whatever the control plane let through. */
final class LadderRules {
  private static final int LEAST_RATE = 10;
  private static final int HIGHEST_RATE = 60;

  private LadderRules() {}

  /**
   * Says no to a ladder that cannot be encoded.
   *
   * @throws IllegalArgumentException naming the value and what was expected
   */
  static void check(@Nullable Ladder ladder) {
    if (ladder == null) {
      throw new IllegalArgumentException("ladder: null (expected: a preset or renditions)");
    }
    if (ladder.renditions() == null && ladder.preset() == null) {
      throw new IllegalArgumentException(
          "ladder: neither preset nor renditions (expected: one of them)");
    }
    if (ladder.renditions() != null) {
      check(ladder.renditions());
    }
    Integer rate = ladder.frameRate();
    if (rate != null && (rate < LEAST_RATE || rate > HIGHEST_RATE)) {
      throw new IllegalArgumentException(
          "ladder.frameRate: %d (expected: %d to %d)".formatted(rate, LEAST_RATE, HIGHEST_RATE));
    }
  }

  private static void check(List<? extends @Nullable Rendition> renditions) {
    if (renditions.isEmpty()) {
      throw new IllegalArgumentException(
          "ladder.renditions: [] (expected: 1 to %d)".formatted(Rendition.values().length));
    }
    Set<Rendition> seen = EnumSet.noneOf(Rendition.class);
    for (int i = 0; i < renditions.size(); i++) {
      Rendition rendition = renditions.get(i);
      if (rendition == null) {
        throw new IllegalArgumentException(
            "ladder.renditions[%d]: null (expected: %s)".formatted(i, labels()));
      }
      if (!seen.add(rendition)) {
        throw new IllegalArgumentException(
            "ladder.renditions[%d]: %s (expected: each one once)".formatted(i, rendition.label()));
      }
    }
  }

  private static String labels() {
    return "one of "
        + Arrays.stream(Rendition.values()).map(Rendition::label).collect(Collectors.joining(", "));
  }

  /** The renditions of a ladder that {@link #check} let through, best first. */
  static List<Rendition> renditions(Ladder ladder) {
    List<Rendition> named = ladder.renditions();
    if (named != null) {
      return List.copyOf(named);
    }
    LadderPreset preset = ladder.preset();
    if (preset == null) {
      throw new IllegalArgumentException("ladder: neither preset nor renditions");
    }
    return preset.renditions();
  }
}
