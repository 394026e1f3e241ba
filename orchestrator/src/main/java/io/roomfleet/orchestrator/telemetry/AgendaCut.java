package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is known of some time by the agenda. A step belongs to the item that was on in its
 * middle; an item that was on more than once is one part.
 */
final class AgendaCut {
  private static final String NOTHING = "";

  private final Span span;
  private final Function<Instant, Optional<AgendaItem>> onAir;

  /**
   * @param now what comes after the step that is under way has not been, and is left out
   */
  AgendaCut(Span span, Function<Instant, Optional<AgendaItem>> onAir, long now) {
    long end = span.startOf(now) + span.step();
    this.span = new Span(span.from(), Math.min(span.to(), end), span.step());
    this.onAir = onAir;
  }

  /**
   * What is known of an item's steps.
   *
   * @param item as it stood when it was first on; null when nothing was
   * @param length of all of its steps
   */
  record Part(@Nullable AgendaItem item, Instant from, Instant to, Duration length, Known known) {
    boolean isKnown() {
      Viewing seen = known.viewing();
      return !known.window().isEmpty() || (seen != null && !seen.isEmpty());
    }

    Figures figures() {
      return FiguresMapper.figures(known.window(), length, known.viewing());
    }
  }

  List<Part> of(NavigableMap<Long, Known> known) {
    Map<String, AgendaItem> items = new HashMap<>();
    Map<String, StepPart> parts =
        StepPart.by(
            span,
            known,
            start -> {
              AgendaItem item = onAir.apply(span.middle(start)).orElse(null);
              if (item == null) {
                return NOTHING;
              }
              items.putIfAbsent(item.id(), item);
              return item.id();
            });
    return parts.entrySet().stream()
        .map(each -> part(items.get(each.getKey()), each.getValue()))
        .toList();
  }

  private Part part(@Nullable AgendaItem item, StepPart steps) {
    return new Part(item, steps.from(), steps.to(), steps.length(span), Known.after(steps.steps()));
  }
}
