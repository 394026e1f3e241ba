package io.roomfleet.orchestrator.cohost.pk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ids that were counted, in the order in which they came. Immutable, and yet cheap to add to: it is
 * a few sets, each at least twice as large as the next one, and a new set is merged with those that
 * are not larger. So an id is copied at most log2(n) times, and looked for in as many sets.
 */
public final class EventIds {
  public static final EventIds NONE = new EventIds(List.of());

  private final List<Set<String>> parts;

  private EventIds(List<Set<String>> parts) {
    this.parts = parts;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static EventIds of(Collection<String> ids) {
    return NONE.plus(ids);
  }

  @JsonValue
  List<String> inOrder() {
    List<String> all = new ArrayList<>(size());
    parts.forEach(all::addAll);
    return all;
  }

  /** How many sets it is. */
  int parts() {
    return parts.size();
  }

  public boolean contains(String id) {
    for (Set<String> part : parts) {
      if (part.contains(id)) {
        return true;
      }
    }
    return false;
  }

  public int size() {
    int size = 0;
    for (Set<String> part : parts) {
      size += part.size();
    }
    return size;
  }

  /** With more ids; of those that it has already, nothing changes. */
  EventIds plus(Collection<String> more) {
    Set<String> newest = new LinkedHashSet<>();
    for (String id : more) {
      if (!contains(id)) {
        newest.add(id);
      }
    }
    if (newest.isEmpty()) {
      return this;
    }
    List<Set<String>> next = new ArrayList<>(parts);
    while (!next.isEmpty() && next.get(next.size() - 1).size() < 2 * newest.size()) {
      Set<String> merged = new LinkedHashSet<>(next.remove(next.size() - 1));
      merged.addAll(newest);
      newest = merged;
    }
    next.add(newest);
    return new EventIds(List.copyOf(next));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventIds ids && inOrder().equals(ids.inOrder());
  }

  @Override
  public int hashCode() {
    return inOrder().hashCode();
  }

  @Override
  public String toString() {
    return size() + " ids";
  }
}
