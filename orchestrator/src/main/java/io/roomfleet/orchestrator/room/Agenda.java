package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcast is about when: a plan, and what really was on. Immutable.
 *
 * <p>What is on at an instant of the broadcast:
 *
 * <ol>
 *   <li>Once somebody has said what is on, what was said last by then; the plan counts no more. A
 *       show that has left its plan by ten minutes has left the rest of it too.
 *   <li>Until then the item that the plan of that instant has: the last one whose start has come.
 *   <li>Before the first of them, before the broadcast's start, and from its end on: nothing.
 * </ol>
 *
 * A new plan counts from when it is set. What the old one had until then stays.
 *
 * @param plan in order of its starts
 * @param since from when on the plan counts; null for a plan of before the broadcast
 * @param begun what is known to have begun, oldest first; it is not changed by later plans
 */
public record Agenda(List<AgendaItem> plan, @Nullable Instant since, List<Begun> begun) {
  /** No plan, and nothing was said. */
  public static final Agenda NONE = new Agenda(List.of(), null, List.of());

  /**
   * An item that began.
   *
   * @param item as it stood then
   * @param to when the plan that had it had it no more, null when it lasts until the next
   * @param told true when somebody said so, false when a plan had it that counts no more
   */
  public record Begun(AgendaItem item, Instant at, @Nullable Instant to, boolean told) {}

  /** True once somebody has said what is on. */
  boolean isTold() {
    return !begun.isEmpty() && begun.get(begun.size() - 1).told();
  }

  /** The planned item with that id, or nothing. */
  Optional<AgendaItem> item(String id) {
    return plan.stream().filter(item -> item.id().equals(id)).findFirst();
  }

  /** The last item of which somebody said that it is on; null when nobody did. */
  @Nullable AgendaItem lastTold() {
    return isTold() ? begun.get(begun.size() - 1).item() : null;
  }

  /**
   * With another plan.
   *
   * @param startedAt of the broadcast; null before it
   */
  Agenda withPlan(List<AgendaItem> items, @Nullable Instant startedAt, Instant now) {
    if (startedAt == null) {
      return new Agenda(List.copyOf(items), null, begun);
    }
    return new Agenda(List.copyOf(items), now, isTold() ? begun : begunBefore(startedAt, now));
  }

  /** With an item of which somebody says that it is on from now. */
  Agenda withTold(AgendaItem item, Instant startedAt, Instant now) {
    List<Begun> more = new ArrayList<>(isTold() ? begun : begunBefore(startedAt, now));
    more.add(new Begun(item, now, null, true));
    return new Agenda(plan, since, List.copyOf(more));
  }

  private List<Begun> begunBefore(Instant startedAt, Instant now) {
    return spans(startedAt, now).stream()
        .map(span -> new Begun(span.item(), span.from(), span.to(), false))
        .toList();
  }

  /**
   * What was on, and by the plan will be, oldest first and without overlaps.
   *
   * @param startedAt of the broadcast; null before it, when there is nothing
   * @param endedAt of the broadcast; null while it goes on, when the last span has no end
   */
  public List<AgendaSpan> spans(@Nullable Instant startedAt, @Nullable Instant endedAt) {
    if (startedAt == null) {
      return List.of();
    }
    List<Begun> steps = new ArrayList<>(begun);
    if (!isTold()) {
      steps.addAll(planned(since == null ? startedAt : later(startedAt, since)));
    }
    List<AgendaSpan> spans = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Begun step = steps.get(i);
      Instant next = i + 1 < steps.size() ? steps.get(i + 1).at() : null;
      Instant to = earlier(endedAt, earlier(step.to(), next));
      if (to == null || step.at().isBefore(to)) {
        add(spans, new AgendaSpan(step.item(), step.at(), to, !step.told()));
      }
    }
    return List.copyOf(spans);
  }

  /** The plan's items that are on from an instant on; the one that has it then begins there. */
  private List<Begun> planned(Instant from) {
    List<Begun> steps = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      boolean isOver = i + 1 < plan.size() && !plan.get(i + 1).startsAt().isAfter(from);
      if (!isOver) {
        steps.add(new Begun(plan.get(i), later(plan.get(i).startsAt(), from), null, false));
      }
    }
    return steps;
  }

  /** A plan that was set anew goes on with what was on. */
  private static void add(List<AgendaSpan> spans, AgendaSpan span) {
    AgendaSpan last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    boolean goesOn =
        last != null
            && last.planned() == span.planned()
            && last.item().equals(span.item())
            && span.from().equals(last.to());
    if (last != null && goesOn) {
      spans.set(
          spans.size() - 1, new AgendaSpan(last.item(), last.from(), span.to(), last.planned()));
    } else {
      spans.add(span);
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isBefore(a)) ? b : a;
  }

  /**
   * What was on at an instant.
   *
   * @param spans as {@link #spans} gives them
   * @return the span that begins at or before {@code at} and ends after it, or nothing
   */
  public static Optional<AgendaSpan> onAt(List<AgendaSpan> spans, Instant at) {
    int low = 0;
    int high = spans.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spans.get(middle).from().isAfter(at)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low == 0) {
      return Optional.empty();
    }
    AgendaSpan span = spans.get(low - 1);
    return span.to() == null || at.isBefore(span.to()) ? Optional.of(span) : Optional.empty();
  }
}
