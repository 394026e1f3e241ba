package io.roomfleet.orchestrator.history;

import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineMark;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.history.TimelineEntry.Becomes;
import io.roomfleet.orchestrator.history.TimelineEntry.Ends;
import io.roomfleet.orchestrator.history.TimelineEntry.Happened;
import io.roomfleet.orchestrator.history.TimelineEntry.Place;
import io.roomfleet.orchestrator.room.AgendaRules;
import io.roomfleet.orchestrator.room.LiveRoom;
import io.roomfleet.orchestrator.room.LiveRoomState;
import io.roomfleet.orchestrator.room.RoomEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds a room's events into spans and marks. Mutable; the events come in their order. It holds the
 * room's state, what is not over yet, and at most so many spans and marks, the earliest.
 */
final class TimelineFold {
  private record Key(TimelineKind kind, String entity) {}

  /** What something is like since an instant. */
  private record Open(String state, Instant from, @Nullable String reason, Place place) {}

  private final TimelineWindow window;
  private final Earliest<TimelineSpan> spans;
  private final Earliest<TimelineMark> marks;
  private final Map<Key, Open> open = new LinkedHashMap<>();
  private final AlertEntries alerts = new AlertEntries();
  private @Nullable SessionSpans sessions;
  private @Nullable LiveRoomState state;
  private long sequence;
  private Instant lastEventAt = Instant.MIN;

  /**
   * @param most spans that are kept, and as many marks
   */
  TimelineFold(TimelineWindow window, int most) {
    this.window = window;
    this.spans = new Earliest<>(most, TimelineSpan::from);
    this.marks = new Earliest<>(most, TimelineMark::at);
  }

  /** Takes the room's next event in. */
  void take(long itsSequence, RoomEvent event) {
    LiveRoomState after = LiveRoom.apply(state, event);
    state = after;
    sessions = sessions == null ? new SessionSpans(after.id()) : sessions;
    sessions.take(event);
    sequence = itsSequence;
    lastEventAt = event.at().isAfter(lastEventAt) ? event.at() : lastEventAt;
    take(event.match(new RoomEntries(after)), itsSequence);
  }

  /** Takes the room's next alert event in. */
  void take(AlertEvent event) {
    take(event.match(alerts), 0);
  }

  private void take(List<TimelineEntry> entries, long itsSequence) {
    for (TimelineEntry entry : entries) {
      if (entry instanceof Becomes becomes) {
        change(becomes);
      } else if (entry instanceof Ends ends) {
        close(new Key(ends.kind(), ends.entity()), ends.at());
      } else if (entry instanceof Happened happened) {
        note(happened, itsSequence);
      }
    }
  }

  private void change(Becomes becomes) {
    Key key = new Key(becomes.kind(), becomes.entity());
    Open before = open.get(key);
    Place place = becomes.place();
    if (place == null) {
      place = before == null ? Place.NOWHERE : before.place();
    }
    boolean isSame =
        before != null
            && before.state().equals(becomes.state())
            && before.place().equals(place)
            && (becomes.reason() == null || becomes.reason().equals(before.reason()));
    if (!isSame) {
      Instant at = close(key, becomes.at());
      open.put(key, new Open(becomes.state(), at, becomes.reason(), place));
    }
  }

  /** Answers when it ended: never before it began, whatever the clocks of two nodes say. */
  private Instant close(Key key, Instant at) {
    Open ended = open.remove(key);
    if (ended == null) {
      return at;
    }
    Instant end = at.isBefore(ended.from()) ? ended.from() : at;
    add(span(key, ended, end));
    return end;
  }

  private static TimelineSpan span(Key key, Open open, @Nullable Instant to) {
    return new TimelineSpan(
        key.kind(),
        key.entity(),
        open.state(),
        open.from(),
        to,
        open.reason(),
        open.place().region(),
        open.place().agentId());
  }

  private void add(TimelineSpan span) {
    if (window.has(span)) {
      spans.add(span);
    }
  }

  private void note(Happened it, long itsSequence) {
    TimelineMark mark =
        new TimelineMark(
            it.kind(), it.entity(), it.type(), it.at(), itsSequence, it.by(), it.reason());
    if (window.has(mark)) {
      marks.add(mark);
    }
  }

  /**
   * The whole timeline, after the last event; asked for once.
   *
   * @return null when there was no event
   */
  @Nullable TimelineView view(Instant now) {
    LiveRoomState room = state;
    if (room == null) {
      return null;
    }
    open.forEach((key, lasting) -> add(span(key, lasting, null)));
    open.clear();
    room.agenda().spans(room.startedAt(), room.endedAt()).forEach(item -> add(span(item)));
    if (sessions != null) {
      sessions.spans().forEach(this::add);
    }
    Instant rest = earlier(spans.firstLeftOut(), marks.firstLeftOut());
    Instant from = Objects.requireNonNullElse(window.from(), room.createdAt());
    Instant to = Objects.requireNonNullElse(window.to(), end(room, now));
    return new TimelineView(
        room.id(),
        from,
        to.isBefore(from) ? from : to,
        spans.inOrder().stream().filter(span -> isTold(span.from(), rest)).toList(),
        marks.inOrder().stream().filter(mark -> isTold(mark.at(), rest)).toList(),
        sequence,
        lastEventAt,
        rest);
  }

  private static TimelineSpan span(AgendaSpan item) {
    return new TimelineSpan(
        TimelineKind.AGENDA,
        RoomEntries.AGENDA,
        item.item().id(),
        item.from(),
        item.to(),
        AgendaRules.inWords(item.item()) + (item.planned() ? ", by the plan" : ""),
        null,
        null);
  }

  /** A room that is over has its last event when all is freed. */
  private Instant end(LiveRoomState room, Instant now) {
    return room.status().isFinal() ? lastEventAt : now;
  }

  private static boolean isTold(Instant begin, @Nullable Instant rest) {
    return rest == null || begin.isBefore(rest);
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isBefore(a)) ? b : a;
  }
}
