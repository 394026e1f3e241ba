package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.report.BroadcastReport;
import io.roomfleet.api.report.BroadcastReport.Cut;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.Room;
import io.roomfleet.orchestrator.history.report.Broadcasts.Broadcast;
import io.roomfleet.orchestrator.room.Agenda;
import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.StepPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a broadcast into parts, and holds each against the rest. A step belongs to the part that was
 * on in its middle.
 */
final class BroadcastCut {
  private final Broadcast broadcast;
  private final Cut by;
  private final @Nullable String currency;

  BroadcastCut(Broadcast broadcast, Cut by) {
    this.broadcast = broadcast;
    this.by = by;
    this.currency = Moments.currency(broadcast.steps().values().stream());
  }

  /**
   * By what was on.
   *
   * @param agenda spans of the broadcast; not used when it is cut by time
   * @param length of a part when it is cut by time
   */
  BroadcastReport byTime(List<AgendaSpan> agenda, Duration length) {
    Span span = broadcast.span();
    Map<String, StepPart> parts =
        StepPart.by(
            span,
            broadcast.steps(),
            start -> by == Cut.TIME ? partOf(start, length) : keyOf(agenda, span.middle(start)));
    List<Moments> all =
        parts.values().stream()
            .map(part -> Moments.of(part.steps(), 1, currency, part.length(span)))
            .toList();
    List<Moments> rests = Moments.rests(all);
    List<BroadcastReport.Part> shown = new ArrayList<>();
    for (Map.Entry<String, StepPart> each : parts.entrySet()) {
      int at = shown.size();
      Moments rest = all.size() == 1 ? null : rests.get(at);
      shown.add(shown(each.getKey(), each.getValue().from(), all.get(at), rest));
    }
    return report(shown, Moments.of(all).figures());
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
    Instant from = Instant.ofEpochMilli(broadcast.span().from());
    Map<String, List<Known>> rests = new LinkedHashMap<>();
    markets.keySet().forEach(subRoomId -> rests.put(subRoomId, new ArrayList<>()));
    for (long start : broadcast.steps().keySet()) {
      List<Known> now =
          markets.values().stream().map(its -> its.getOrDefault(start, Known.NOTHING)).toList();
      Iterator<Known> rest = Moments.rests(now, Moments::beside).iterator();
      rests.values().forEach(its -> its.add(rest.next()));
    }
    List<BroadcastReport.Part> shown = new ArrayList<>();
    markets.forEach(
        (subRoomId, its) ->
            shown.add(
                shown(
                    subRoomId,
                    from,
                    moments(List.copyOf(its.values())),
                    markets.size() == 1
                        ? null
                        : moments(Objects.requireNonNull(rests.get(subRoomId))))));
    return report(shown, moments(List.copyOf(broadcast.steps().values())).figures());
  }

  private Moments moments(List<Known> steps) {
    return Moments.of(steps, 1, currency, broadcast.length());
  }

  private BroadcastReport.Part shown(
      String key, Instant from, Moments part, @Nullable Moments rest) {
    return new BroadcastReport.Part(
        key,
        from,
        part.length().toSeconds(),
        part.figures(),
        rest == null ? List.of() : part.against(rest, currency));
  }

  private BroadcastReport report(List<BroadcastReport.Part> parts, Figures total) {
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
        total);
  }
}
