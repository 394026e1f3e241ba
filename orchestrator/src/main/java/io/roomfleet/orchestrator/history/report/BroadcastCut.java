package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.report.BroadcastReport;
import io.roomfleet.api.report.BroadcastReport.Cut;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.Room;
import io.roomfleet.orchestrator.history.report.Broadcasts.Broadcast;
import io.roomfleet.orchestrator.room.Agenda;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a broadcast into parts, and holds each against the rest. A step that is known belongs to the
 * part that was on in its middle; one of which nothing is known counts as time and as nothing else.
 */
final class BroadcastCut {
  private static final Known NOTHING = new Known(new Window(), null);

  private final Broadcast broadcast;
  private final Cut by;

  BroadcastCut(Broadcast broadcast, Cut by) {
    this.broadcast = broadcast;
    this.by = by;
  }

  /** What belongs together, in the order of time. */
  private static final class Part {
    final Instant from;
    final List<Known> steps = new ArrayList<>();

    Part(Instant from) {
      this.from = from;
    }
  }

  /**
   * By what was on.
   *
   * @param agenda spans of the broadcast; not used when it is cut by time
   * @param length of a part when it is cut by time
   */
  BroadcastReport byTime(List<AgendaSpan> agenda, Duration length) {
    Map<String, Part> parts = new LinkedHashMap<>();
    long step = broadcast.span().step();
    for (long start = broadcast.span().from(); start < broadcast.span().to(); start += step) {
      Instant middle = Instant.ofEpochMilli(start + step / 2);
      String key = by == Cut.TIME ? partOf(start, length) : keyOf(agenda, middle);
      Part part = parts.get(key);
      if (part == null) {
        part = new Part(Instant.ofEpochMilli(start));
        parts.put(key, part);
      }
      part.steps.add(broadcast.steps().getOrDefault(start, NOTHING));
    }
    List<BroadcastReport.Part> shown = new ArrayList<>();
    parts.forEach(
        (key, part) -> {
          List<Known> rest = new ArrayList<>();
          parts.forEach(
              (otherKey, other) -> {
                if (!otherKey.equals(key)) {
                  rest.addAll(other.steps);
                }
              });
          shown.add(shown(key, part.from, moments(part.steps), moments(rest)));
        });
    return report(shown);
  }

  private String partOf(long start, Duration length) {
    long part = (start - broadcast.span().from()) / length.toMillis();
    return Instant.ofEpochMilli(broadcast.span().from() + part * length.toMillis()).toString();
  }

  private String keyOf(List<AgendaSpan> agenda, Instant at) {
    Room room = broadcast.room();
    @Nullable AgendaItem item = Agenda.onAt(agenda, at).map(AgendaSpan::item).orElse(null);
    @Nullable String key =
        switch (by) {
          case ITEM -> item == null ? null : item.id();
          case PRODUCT -> item == null ? null : item.productId();
          case TOPIC -> item == null ? null : item.topic();
          case HOST -> item == null || item.hostId() == null ? room.hostId() : item.hostId();
          case TIME, SUB_ROOM -> throw new IllegalArgumentException("by: " + by);
        };
    return key == null ? "" : key;
  }

  /**
   * By market.
   *
   * @param markets steps of each sub-room
   */
  BroadcastReport byMarket(NavigableMap<String, NavigableMap<Long, Known>> markets) {
    List<BroadcastReport.Part> shown = new ArrayList<>();
    markets.forEach(
        (subRoomId, its) -> {
          NavigableMap<Long, List<Known>> others = new TreeMap<>();
          markets.forEach(
              (otherId, steps) -> {
                if (!otherId.equals(subRoomId)) {
                  steps.forEach(
                      (at, known) ->
                          others.computeIfAbsent(at, start -> new ArrayList<>()).add(known));
                }
              });
          List<Known> rest = others.values().stream().map(Moments::beside).toList();
          shown.add(
              shown(
                  subRoomId,
                  Instant.ofEpochMilli(broadcast.span().from()),
                  new Moments(List.copyOf(its.values()), broadcast.length()),
                  new Moments(rest, broadcast.length())));
        });
    return report(shown);
  }

  private Moments moments(List<Known> steps) {
    return new Moments(steps, Duration.ofMillis(broadcast.span().step() * steps.size()));
  }

  private static BroadcastReport.Part shown(String key, Instant from, Moments part, Moments rest) {
    return new BroadcastReport.Part(
        key,
        from,
        part.length().toSeconds(),
        part.figures(),
        rest.blocks().isEmpty() ? List.of() : part.against(rest));
  }

  private BroadcastReport report(List<BroadcastReport.Part> parts) {
    Room room = broadcast.room();
    return new BroadcastReport(
        room.id(),
        room.title(),
        room.hostId(),
        Instant.ofEpochMilli(broadcast.span().from()),
        Instant.ofEpochMilli(broadcast.span().to()),
        by,
        broadcast.span().step() / 1000,
        parts,
        broadcast.moments().figures());
  }
}
