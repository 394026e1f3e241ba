package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.LongFunction;

/**
 * Steps that belong together, such as those of an item of the agenda. They need not follow each
 * other.
 *
 * @param from the beginning of the first
 * @param to the end of the last
 * @param steps in the order of time; one of which nothing is known counts as time and as nothing
 *     else
 */
public record StepPart(Instant from, Instant to, List<Known> steps) {

  /**
   * All steps of a time by what they belong to, in the order in which that came first.
   *
   * @param key of the step that begins then
   */
  public static <K> Map<K, StepPart> by(
      Span span, NavigableMap<Long, Known> known, LongFunction<K> key) {
    Map<K, StepPart> parts = new LinkedHashMap<>();
    for (long start = span.from(); start < span.to(); start += span.step()) {
      Instant from = Instant.ofEpochMilli(start);
      Instant to = from.plusMillis(span.step());
      K its = key.apply(start);
      StepPart before = parts.get(its);
      List<Known> steps = before == null ? new ArrayList<>() : before.steps;
      steps.add(known.getOrDefault(start, Known.NOTHING));
      parts.put(its, new StepPart(before == null ? from : before.from, to, steps));
    }
    return parts;
  }

  /** Of its steps together. */
  public Duration length(Span span) {
    return Duration.ofMillis(span.step() * steps.size());
  }
}
