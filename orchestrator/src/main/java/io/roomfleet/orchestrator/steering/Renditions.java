package io.roomfleet.orchestrator.steering;

import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.steering.Pathway;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which rendition of another ladder stands in for each one of a player's own. Pure. */
final class Renditions {
  private Renditions() {}

  /**
   * The path of the playlist that stands in for each, by stable id: the same rendition, else the
   * best one that is not larger, else the smallest; sound for sound, picture for picture.
   *
   * @return empty when one has no counterpart
   */
  static Map<String, String> counterparts(List<Rendition> own, List<Rendition> other) {
    Map<String, String> paths = new TreeMap<>();
    for (Rendition mine : own) {
      Optional<Rendition> counterpart = counterpart(mine, other);
      if (counterpart.isEmpty()) {
        return Map.of();
      }
      paths.put(mine.label(), counterpart.get().label() + "/" + Pathway.PLAYLIST);
    }
    return paths;
  }

  /** For viewers of one sub-room at a way. */
  static Map<String, String> counterparts(RouteWord.SubRoomTold own, Way way) {
    return counterparts(own.renditions(), way.entry().told().renditions());
  }

  private static Optional<Rendition> counterpart(Rendition mine, List<Rendition> other) {
    List<Rendition> alike =
        other.stream()
            .filter(rendition -> rendition.hasVideo() == mine.hasVideo())
            .sorted(Comparator.comparingInt(Rendition::height).reversed())
            .toList();
    return alike.stream()
        .filter(rendition -> rendition.height() <= mine.height())
        .findFirst()
        .or(() -> alike.isEmpty() ? Optional.empty() : Optional.of(alike.get(alike.size() - 1)));
  }
}
