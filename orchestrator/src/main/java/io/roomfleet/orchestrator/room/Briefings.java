package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.region.RelayFeed;
import io.roomfleet.orchestrator.room.LiveRoomState.SubRoomRef;
import io.roomfleet.orchestrator.subroom.RoomBrief;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Tells a room's sub-rooms how the room is: on each change, and again until they name its version.
 * In memory; of one actor.
 */
final class Briefings {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RoomLinks links;
  private final RoomRelays relays;
  private final Map<String, Long> known = new HashMap<>();
  private final Map<String, Sent> sent = new HashMap<>();

  /** A brief that may not have come through. */
  private record Sent(long version, Map<String, RelayFeed> feeds, Instant at) {}

  /**
   * @param relays what else the sub-rooms are told
   */
  Briefings(RoomLinks links, RoomRelays relays) {
    this.links = links;
    this.relays = relays;
  }

  /** A sub-room knows the brief of this version. */
  void knows(String subRoomId, long version) {
    known.merge(subRoomId, version, Math::max);
  }

  /** Briefs those that may not know the newest. */
  void drive(LiveRoomState state, Instant now) {
    state
        .subRooms()
        .forEach(
            (id, ref) -> {
              Sent last = sent.get(id);
              Map<String, RelayFeed> feeds = relays.feedsFor(id);
              boolean waiting =
                  last != null
                      && last.version() == state.version()
                      && last.feeds().equals(feeds)
                      && now.isBefore(last.at().plus(PATIENCE));
              if (isOpen(state, id, ref) && !waiting) {
                sent.put(id, new Sent(state.version(), feeds, now));
                links.toSubRoom(
                    state.id(), id, new SubRoomCommand.Follow(ref.spec(), briefOf(state), feeds));
              }
            });
  }

  private static RoomBrief briefOf(LiveRoomState state) {
    RoomBrief.Wanted wanted =
        switch (state.status()) {
          case SCHEDULED -> RoomBrief.Wanted.NOTHING;
          case PREPARING -> RoomBrief.Wanted.READY;
          case LIVE -> RoomBrief.Wanted.LIVE;
          case ENDED, CANCELLED -> RoomBrief.Wanted.CLOSED;
        };
    return new RoomBrief(
        state.id(),
        state.version(),
        wanted,
        state.lineRegion(),
        state.activeLine(),
        RoomRelays.sourceOf(state),
        timesOf(state),
        state.lines().values().stream().map(line -> lineOf(state, line)).toList(),
        state.spec().lineSwitching());
  }

  private static RoomBrief.Line lineOf(LiveRoomState state, LineState line) {
    return new RoomBrief.Line(
        line.spec().id(),
        line.regionIn(state.spec()),
        RoomRelays.sourceOf(state, line),
        line.liveSince());
  }

  private static RoomBrief.Times timesOf(LiveRoomState state) {
    RoomSpec spec = state.spec();
    Instant started = Objects.requireNonNullElse(state.startedAt(), Instant.MAX);
    return new RoomBrief.Times(
        earlier(started, spec.preparesAt()), earlier(started, spec.startsAt()), spec.endsAt());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** True while a sub-room is to be told something. */
  boolean isOpen(LiveRoomState state) {
    return state.subRooms().entrySet().stream()
        .anyMatch(e -> isOpen(state, e.getKey(), e.getValue()));
  }

  /**
   * Until it knows our newest brief, and the ledgers what it passes on; and when all is over, until
   * it has closed.
   */
  private boolean isOpen(LiveRoomState state, String subRoomId, SubRoomRef ref) {
    return ref.status() != SubRoomStatus.CLOSED
        && (state.status().isFinal()
            || known.getOrDefault(subRoomId, -1L) < state.version()
            || relays.isOpen(subRoomId));
  }
}
