package io.roomfleet.orchestrator.history.report;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.report.BroadcastReport;
import io.roomfleet.api.report.BroadcastReport.Cut;
import io.roomfleet.api.report.ComparisonReport;
import io.roomfleet.api.report.RegionReport;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.Room;
import io.roomfleet.orchestrator.history.report.Broadcasts.Broadcast;
import io.roomfleet.orchestrator.history.report.Broadcasts.Found;
import io.roomfleet.orchestrator.history.report.Comparison.Side;
import io.roomfleet.orchestrator.http.Agendas;
import io.roomfleet.orchestrator.http.Histories;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Reports;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.telemetry.FigureReader;
import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.RoomMarkets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports, worked out when they are asked for from what is kept of figures, agendas and journals.
 * Rooms are read one after the other, the newest first, and not more than {@link #MOST_ROOMS}.
 */
public final class ReportService implements Reports {
  static final int MOST_ROOMS = 60;

  private static final int PARTS = 12;
  private static final int MOST_PARTS = 200;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Agendas agendas;
  private final Histories histories;
  private final RoomMarkets markets;
  private final Broadcasts broadcasts;
  private final Map<String, ZoneId> regions;
  private final Supplier<PlacementPolicy> policy;
  private final InstantSource clock;
  private final Executor worker;

  /**
   * @param regions the configured ones with their zones
   * @param policy with the distances as they are known now
   * @param worker on which reports are worked out: one of a long evening takes a second of a core
   */
  public ReportService(
      Rooms rooms,
      Agendas agendas,
      Histories histories,
      RoomMarkets markets,
      FigureReader figures,
      Map<String, ZoneId> regions,
      Supplier<PlacementPolicy> policy,
      InstantSource clock,
      Executor worker) {
    this.agendas = agendas;
    this.histories = histories;
    this.markets = markets;
    this.broadcasts = new Broadcasts(rooms, figures, clock);
    this.regions = regions;
    this.policy = policy;
    this.clock = clock;
    this.worker = worker;
  }

  @Override
  public CompletionStage<Outcome<BroadcastReport>> broadcast(
      String roomId, Cut by, @Nullable Duration step) {
    return then(
        broadcasts.begun(roomId),
        room -> by == Cut.SUB_ROOM ? byMarket(room) : byTime(room, by, step));
  }

  private CompletionStage<Outcome<BroadcastReport>> byTime(
      Room room, Cut by, @Nullable Duration step) {
    return then(
        agendas.agenda(room.id()),
        agenda ->
            broadcasts
                .read(room, broadcasts.finestStep(room))
                .thenCompose(broadcast -> byTime(broadcast, by, agenda.spans(), step)));
  }

  private CompletionStage<Outcome<BroadcastReport>> byTime(
      Broadcast broadcast, Cut by, List<AgendaSpan> agenda, @Nullable Duration step) {
    Duration length = Objects.requireNonNullElseGet(step, () -> twelfth(broadcast));
    long parts = broadcast.length().dividedBy(length);
    if (by == Cut.TIME && parts > MOST_PARTS) {
      return completedFuture(
          Outcome.refused(
              400,
              "bad_parameter",
              "step: %d s makes %d parts of %s (expected: at most %d)"
                  .formatted(length.toSeconds(), parts, broadcast.length(), MOST_PARTS)));
    }
    return worked(() -> new BroadcastCut(broadcast, by).byTime(agenda, length));
  }

  private static Duration twelfth(Broadcast broadcast) {
    long minutes = broadcast.length().toMinutes();
    return Duration.ofMinutes(Math.max(1, -Math.floorDiv(-minutes, (long) PARTS)));
  }

  private CompletionStage<Outcome<BroadcastReport>> byMarket(Room room) {
    Span span = broadcasts.span(room, MINUTE);
    CompletionStage<NavigableMap<String, NavigableMap<Long, Known>>> all =
        completedFuture(new TreeMap<>());
    for (String subRoomId : room.subRoomIds()) {
      all =
          all.thenCompose(
              before ->
                  broadcasts
                      .read(room, List.of(subRoomId), span)
                      .thenApply(
                          steps -> {
                            before.put(subRoomId, steps);
                            return before;
                          }));
    }
    return all.thenCompose(byId -> worked(() -> byMarket(room, span, byId)));
  }

  private static BroadcastReport byMarket(
      Room room, Span span, NavigableMap<String, NavigableMap<Long, Known>> byId) {
    NavigableMap<Long, List<Known>> together = new TreeMap<>();
    byId.values()
        .forEach(
            steps ->
                steps.forEach(
                    (at, known) ->
                        together.computeIfAbsent(at, it -> new ArrayList<>()).add(known)));
    NavigableMap<Long, Known> whole = new TreeMap<>();
    together.forEach((at, known) -> whole.put(at, Moments.beside(known)));
    return new BroadcastCut(new Broadcast(room, span, whole), Cut.SUB_ROOM).byMarket(byId);
  }

  @Override
  public CompletionStage<Outcome<ComparisonReport>> rooms(List<String> roomIds) {
    return then(
        each(roomIds, broadcasts::begun),
        rooms ->
            broadcasts
                .readAll(rooms)
                .thenCompose(
                    read ->
                        worked(
                            () ->
                                Comparison.of(
                                    read.stream()
                                        .map(
                                            it ->
                                                new Side(
                                                    it.room().id(), it.room().title(), List.of(it)))
                                        .toList(),
                                    0))));
  }

  @Override
  public CompletionStage<Outcome<ComparisonReport>> hosts(
      List<String> hostIds, Instant from, Instant to) {
    int most = MOST_ROOMS / hostIds.size();
    return then(
        each(hostIds, host -> broadcastsOf(host, from, to, most)),
        found -> {
          CompletionStage<List<Side>> sides = completedFuture(new ArrayList<>());
          for (Found one : found) {
            List<Room> rooms = new ArrayList<>(one.rooms());
            Collections.reverse(rooms);
            String host = rooms.get(0).hostId();
            sides =
                sides.thenCompose(
                    before ->
                        broadcasts
                            .readAll(rooms)
                            .thenApply(
                                read -> {
                                  before.add(new Side(host, host, read));
                                  return before;
                                }));
          }
          int leftOut = found.stream().mapToInt(Found::leftOut).sum();
          return sides.thenCompose(all -> worked(() -> Comparison.of(all, leftOut)));
        });
  }

  private CompletionStage<Outcome<Found>> broadcastsOf(
      String host, Instant from, Instant to, int most) {
    return then(
        broadcasts.started(host, from, to, most),
        found ->
            completedFuture(
                found.rooms().isEmpty()
                    ? Outcome.refused(
                        404,
                        "host_not_found",
                        "host: %s has no broadcast that started from %s to %s"
                            .formatted(host, from, to))
                    : Outcome.done(found)));
  }

  @Override
  public CompletionStage<Outcome<RegionReport>> regions(Instant from, Instant to) {
    return then(
        broadcasts.started(null, from, to, MOST_ROOMS),
        found -> {
          Map<ZoneId, MarketUse> uses = new TreeMap<>(Comparator.comparing(ZoneId::getId));
          CompletionStage<?> all = completedFuture(null);
          for (Room room : found.rooms()) {
            all = all.thenCompose(before -> use(room, uses));
          }
          Instant now = clock.instant();
          return all.thenApply(
              done ->
                  Outcome.done(
                      new RegionReport(
                          from,
                          to,
                          found.rooms().size(),
                          found.leftOut(),
                          uses.values().stream()
                              .map(use -> use.shown(regions, policy.get(), now))
                              .sorted(
                                  Comparator.comparingDouble(RegionReport.Market::savedByNewEdge)
                                      .reversed())
                              .toList())));
        });
  }

  /** Where a room's sub-rooms ran, and how they were watched there. */
  private CompletionStage<?> use(Room room, Map<ZoneId, MarketUse> uses) {
    return histories
        .timeline(room.id(), null, null, EnumSet.of(TimelineKind.SUB_ROOM))
        .thenCombine(
            markets.of(room.id()),
            (timeline, facts) ->
                timeline.fold(
                    done -> use(room, done.value(), facts.orElse(Map.of()), uses),
                    refused -> completedFuture(null)))
        .thenCompose(reading -> reading);
  }

  private CompletionStage<?> use(
      Room room,
      TimelineView timeline,
      Map<String, RoomMarkets.Facts> facts,
      Map<ZoneId, MarketUse> uses) {
    Duration step =
        clock.instant().minus(Duration.ofDays(6)).isBefore(Broadcasts.start(room))
            ? MINUTE
            : QUARTER;
    Span span = broadcasts.span(room, step);
    CompletionStage<?> all = completedFuture(null);
    for (Map.Entry<String, RoomMarkets.Facts> market : facts.entrySet()) {
      all =
          all.thenCompose(
              before ->
                  broadcasts
                      .read(room, List.of(market.getKey()), span)
                      .thenAccept(
                          steps -> {
                            MarketUse use =
                                uses.computeIfAbsent(market.getValue().timeZone(), MarketUse::new);
                            steps.forEach(
                                (at, known) ->
                                    use.add(
                                        at,
                                        known,
                                        regionAt(
                                            timeline,
                                            market.getKey(),
                                            Instant.ofEpochMilli(at + span.step() / 2))));
                          }));
    }
    return all;
  }

  private static @Nullable String regionAt(TimelineView timeline, String subRoomId, Instant at) {
    for (TimelineSpan span : timeline.spans()) {
      Instant to = span.to();
      if (span.entity().equals(subRoomId)
          && !span.from().isAfter(at)
          && (to == null || at.isBefore(to))) {
        return span.region();
      }
    }
    return null;
  }

  /** Works a report out, where nobody else waits for it. */
  private <T> CompletionStage<Outcome<T>> worked(Supplier<T> report) {
    try {
      return CompletableFuture.supplyAsync(() -> Outcome.done(report.get()), worker);
    } catch (RejectedExecutionException e) {
      return completedFuture(
          Outcome.refused(
              503, "unavailable", "too many plans and reports wait to be worked out; ask again"));
    }
  }

  /** All of them, or the first refusal. */
  private static <T> CompletionStage<Outcome<List<T>>> each(
      List<String> ids, Function<String, CompletionStage<Outcome<T>>> one) {
    CompletionStage<Outcome<List<T>>> all = completedFuture(Outcome.done(new ArrayList<>()));
    for (String id : ids) {
      all =
          then(
              all,
              before ->
                  then(
                      one.apply(id),
                      found -> {
                        before.add(found);
                        return completedFuture(Outcome.done(before));
                      }));
    }
    return all;
  }

  private static <T, U> CompletionStage<Outcome<U>> then(
      CompletionStage<Outcome<T>> first, Function<T, CompletionStage<Outcome<U>>> next) {
    return first.thenCompose(
        outcome ->
            outcome.fold(
                done -> next.apply(done.value()),
                refused -> completedFuture(Outcome.refused(refused.refusal()))));
  }
}
