package io.roomfleet.orchestrator.history.report;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.room.Room;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.RoomFilter;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.telemetry.FigureReader;
import io.roomfleet.orchestrator.telemetry.FigureReader.Span;
import io.roomfleet.orchestrator.telemetry.MergedSteps;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds broadcasts, and reads what is known of them. */
final class Broadcasts {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A longer one is read by the minute: its windows of ten seconds would be too many. */
  private static final Duration LONGEST_OF_SECONDS = Duration.ofHours(3);

  /**
   * Windows of ten seconds are kept for a week by default; some time before, they are not counted
   * on.
   */
  private static final Duration SECONDS_KEPT = Duration.ofDays(6);

  /** What is kept of minutes is 90 days; a broadcast that lasts longer than this is cut. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final int PAGE = 200;

  private final Rooms rooms;
  private final FigureReader figures;
  private final InstantSource clock;

  Broadcasts(Rooms rooms, FigureReader figures, InstantSource clock) {
    this.rooms = rooms;
    this.figures = figures;
    this.clock = clock;
  }

  /** A broadcast and its figures, all markets together. */
  record Broadcast(Room room, Span span, NavigableMap<Long, Known> steps) {
    Duration length() {
      return Duration.ofMillis(span.to() - span.from());
    }
  }

  /** Some rooms, and how many others there are. */
  record Found(List<Room> rooms, int leftOut) {}

  /** A room that has begun. */
  CompletionStage<Outcome<Room>> begun(String roomId) {
    return rooms
        .get(roomId)
        .thenApply(
            outcome ->
                outcome.fold(
                    done ->
                        done.value().startedAt() == null
                            ? Outcome.refused(
                                409,
                                "wrong_state",
                                "room %s is %s (expected: one that was live)"
                                    .formatted(roomId, done.value().status()))
                            : done,
                    refused -> refused));
  }

  /** Broadcasts that started in a time, the newest first. */
  CompletionStage<Outcome<Found>> started(
      @Nullable String host, Instant from, Instant to, int most) {
    return page(new RoomFilter(null, null, host), null, from, to, new ArrayList<>())
        .thenApply(
            outcome ->
                outcome.map(
                    all -> {
                      all.sort((a, b) -> start(b).compareTo(start(a)));
                      int shown = Math.min(most, all.size());
                      return new Found(List.copyOf(all.subList(0, shown)), all.size() - shown);
                    }));
  }

  private CompletionStage<Outcome<List<Room>>> page(
      RoomFilter filter, @Nullable String token, Instant from, Instant to, List<Room> found) {
    return rooms
        .list(filter, PAGE, token)
        .thenCompose(
            outcome ->
                outcome.fold(
                    done -> {
                      for (Room room : done.value().rooms()) {
                        Instant at = room.startedAt();
                        if (at != null && !at.isBefore(from) && at.isBefore(to)) {
                          found.add(room);
                        }
                      }
                      String next = done.value().nextPageToken();
                      return next == null
                          ? completedFuture(Outcome.done(found))
                          : page(filter, next, from, to, found);
                    },
                    refused -> completedFuture(Outcome.<List<Room>>refused(refused.refusal()))));
  }

  static Instant start(Room room) {
    return Objects.requireNonNull(room.startedAt());
  }

  /** From its start to its end, or to now, in whole steps of which the first and last are cut. */
  Span span(Room room, Duration step) {
    long length = step.toMillis();
    Instant from = start(room);
    Instant end = Objects.requireNonNullElseGet(room.endedAt(), clock::instant);
    Instant latest = from.plus(LONGEST);
    Instant to = end.isBefore(latest) ? end : latest;
    long first = Math.floorDiv(from.toEpochMilli(), length) * length;
    long last = -Math.floorDiv(-to.toEpochMilli(), length) * length;
    return new Span(first, Math.max(last, first + length), length);
  }

  /** Ten seconds where they are kept and not too many, else a minute. */
  Duration finestStep(Room room) {
    Span span = span(room, MINUTE);
    boolean kept = clock.instant().minus(SECONDS_KEPT).toEpochMilli() < span.from();
    return kept && span.to() - span.from() <= LONGEST_OF_SECONDS.toMillis() ? TEN_SECONDS : MINUTE;
  }

  CompletionStage<Broadcast> read(Room room, Duration step) {
    Span span = span(room, step);
    return read(room, room.subRoomIds(), span).thenApply(steps -> new Broadcast(room, span, steps));
  }

  /** What is known of some of its markets. */
  CompletionStage<NavigableMap<Long, Known>> read(Room room, List<String> subRoomIds, Span span) {
    return figures.read(room.id(), subRoomIds, span, null).thenApply(MergedSteps::known);
  }

  /** Several, one after the other. */
  CompletionStage<List<Broadcast>> readAll(List<Room> all) {
    CompletionStage<List<Broadcast>> read = completedFuture(new ArrayList<>());
    for (Room room : all) {
      read =
          read.thenCompose(
              before ->
                  read(room, MINUTE)
                      .thenApply(
                          one -> {
                            before.add(one);
                            return before;
                          }));
    }
    return read;
  }
}
