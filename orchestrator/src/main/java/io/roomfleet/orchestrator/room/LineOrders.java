package io.roomfleet.orchestrator.room;

import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionLedger;
import io.roomfleet.orchestrator.region.RegionSearch;
import io.roomfleet.orchestrator.region.Reservation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A room's word to the ledgers about its lines: search, order again, give back; and what their
 * words mean for its state. In memory; of one actor: what is still to be done follows from the
 * state. Answers come to the actor.
 */
final class LineOrders {
  /**
   * So often a line that is held is ordered again: the ledger's word that it dropped it may have
   * been lost.
   */
  static final Duration RENEWAL = Duration.ofSeconds(20);

  /** After a search in which all regions refused. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final String NO_REGION = "no other region that the room allows can take it in";

  private final RoomLinks links;
  private final FleetView fleet;
  private final ActorRef<RegionCommand.Released> freed;
  private final Map<String, RegionSearch> searches = new HashMap<>();
  private final Map<String, Instant> pausedUntil = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, Sent> sent = new HashMap<>();
  private final Map<String, Wish> wishes = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();

  /** That a line is to leave a region; it says nothing of the one that it goes to. */
  private record Wish(String region, String cause) {}

  /** The newest order for a line's place, and when it was said. */
  private record Sent(String region, Order order, Instant at) {}

  /**
   * @param freed hears of what was given back
   */
  LineOrders(RoomLinks links, FleetView fleet, ActorRef<RegionCommand.Released> freed) {
    this.links = links;
    this.fleet = fleet;
    this.freed = freed;
  }

  /** What a ledger's word changes in a room that runs. */
  List<RoomEvent> said(LiveRoomState state, RoomCommand.LedgerSaid said, Instant now) {
    LineState line = state.lines().get(said.lineId());
    if (line == null) {
      stranger(state, said);
      return List.of();
    }
    String region = Objects.requireNonNullElse(said.region(), line.regionIn(state.spec()));
    LedgerWord word = said.word();
    RegionSearch search = searches.get(said.lineId());
    boolean asked = search != null && search.isOut(region, word.attempt());
    if (word instanceof LedgerWord.Held held) {
      return held(state, line, region, held, asked, now);
    } else if (word instanceof LedgerWord.Refused refused) {
      return asked ? refused(state, line, refused, now) : List.of();
    } else if (word instanceof LedgerWord.Dropped dropped) {
      if (asked) {
        Objects.requireNonNull(search).late(dropped.freedUpTo());
      }
      sent.remove(said.lineId());
      return LineMoves.dropped(state, line, region, dropped, now);
    }
    return List.of();
  }

  private List<RoomEvent> held(
      LiveRoomState state,
      LineState line,
      String region,
      LedgerWord.Held held,
      boolean asked,
      Instant now) {
    String lineId = line.spec().id();
    if (!state.isActive()
        || MixLine.isLeft(line)
        || LineMoves.isStray(state, line, region, held.attempt(), asked)) {
      release(state, lineId, region, held.attempt(), relayOf(state, line));
      return List.of();
    }
    if (line.isAt(region, held.attempt(), state.spec())) {
      wish(lineId, region, held.leave());
    }
    Wish wish = wishes.get(lineId);
    List<RoomEvent> events =
        LineMoves.held(
            state, line, region, held, asked, wish == null ? held.cause() : wish.cause(), now);
    if (asked) {
      searches.remove(lineId);
      failures.remove(lineId);
    }
    return events;
  }

  private void wish(String lineId, String region, LedgerWord.@Nullable Leave leave) {
    if (leave == null) {
      wishes.remove(lineId);
    } else if (leave.now()) {
      wishes.put(lineId, new Wish(region, leave.cause()));
    }
  }

  private List<RoomEvent> refused(
      LiveRoomState state, LineState line, LedgerWord.Refused refused, Instant now) {
    String lineId = line.spec().id();
    RegionSearch search = Objects.requireNonNull(searches.get(lineId));
    search.refused(refused.reason() + ": " + refused.missing().inWords() + " missing");
    return search.region() == null && state.isActive() ? over(line, search, now) : List.of();
  }

  /** All regions have refused: it is said, once for each reason, and tried again. */
  private List<RoomEvent> over(LineState line, RegionSearch search, Instant now) {
    String lineId = line.spec().id();
    searches.remove(lineId);
    newest.merge(lineId, search.attempt(), Math::max);
    pausedUntil.put(lineId, now.plus(PAUSE));
    String reason = search.reason(NO_REGION);
    if (!search.moves()) {
      return LineMoves.notPlaced(line, reason, now);
    }
    return reason.equals(failures.put(lineId, reason))
        ? List.of()
        : List.of(new RoomEvent.LineMoveFailed(lineId, reason, now));
  }

  /** What time alone changes: a search has no region to ask, or no more. */
  List<RoomEvent> due(LiveRoomState state, Instant now) {
    for (LineState line : state.lines().values()) {
      RegionSearch search = searches.get(line.spec().id());
      if (search != null && search.region() == null) {
        return state.isActive() ? over(line, search, now) : List.of();
      }
    }
    return List.of();
  }

  private @Nullable RegionSearch search(LiveRoomState state, LineState line, Instant now) {
    String lineId = line.spec().id();
    RegionSearch search = searches.get(lineId);
    if (!isWanted(state.spec(), line)
        || (search != null && search.moves() != (line.agentId() != null))) {
      searches.remove(lineId);
      search = null;
    }
    boolean paused = now.isBefore(pausedUntil.getOrDefault(lineId, Instant.MIN));
    if (search == null && isWanted(state.spec(), line) && !paused) {
      search = begin(state, line, now);
      searches.put(lineId, search);
    }
    return search;
  }

  /** A line that is gone is held by nobody. */
  private void stranger(LiveRoomState state, RoomCommand.LedgerSaid said) {
    if (said.word() instanceof LedgerWord.Held held && said.region() != null) {
      release(state, said.lineId(), said.region(), held.attempt(), null);
    }
  }

  private boolean isWanted(RoomSpec room, LineState line) {
    if (MixLine.isLeft(line)) {
      return false;
    }
    Wish wish = wishes.get(line.spec().id());
    return line.agentId() == null
        || (line.next() == null && wish != null && wish.region().equals(line.regionIn(room)));
  }

  private RegionSearch begin(LiveRoomState state, LineState line, Instant now) {
    boolean moves = line.agentId() != null;
    long known = Math.max(newest.getOrDefault(line.spec().id(), 0L), line.newestAttempt());
    long attempt = Math.max(known + 1, now.toEpochMilli());
    LineRegions regions = new LineRegions(fleet.regions(), fleet.policy());
    return new RegionSearch(
        regions.toTry(
            state.spec(),
            line,
            orderOf(state, line, attempt, moves),
            moves ? line.regionIn(state.spec()) : null),
        moves,
        attempt);
  }

  /** Orders each line of a room that runs, and gives back what is not its place any more. */
  void drive(LiveRoomState state, Instant now) {
    for (LineState line : state.lines().values()) {
      String lineId = line.spec().id();
      if (state.isActive()) {
        RegionSearch search = search(state, line, now);
        if (search != null && search.mayAsk(now)) {
          newest.merge(lineId, search.attempt(), Math::max);
          String region = Objects.requireNonNull(search.region());
          reserve(region, orderOf(state, line, search.attempt(), search.moves()));
        }
        renew(state, line, now);
      } else if (state.status().isFinal()) {
        giveAllBack(state, line);
      }
      line.partings()
          .forEach(
              parting ->
                  release(
                      state, lineId, parting.region(), parting.attempt(), relayOf(state, line)));
    }
  }

  private void renew(LiveRoomState state, LineState line, Instant now) {
    String lineId = line.spec().id();
    if (line.agentId() != null) {
      renew(lineId, line.regionIn(state.spec()), orderOf(state, line, line.attempt(), false), now);
    }
    LineState.Next next = line.next();
    if (next != null) {
      renew(lineId + "#next", next.region(), orderOf(state, line, next.attempt(), true), now);
    }
  }

  private void renew(String key, String region, Order order, Instant now) {
    Sent last = sent.get(key);
    if (last == null
        || !last.region().equals(region)
        || !last.order().equals(order)
        || !now.isBefore(last.at().plus(RENEWAL))) {
      sent.put(key, new Sent(region, order, now));
      reserve(region, order);
    }
  }

  private void reserve(String region, Order order) {
    links.toLedger(region, new RegionCommand.Reserve(order, Reservation.Owner.ROOM, null));
  }

  private static Order orderOf(LiveRoomState state, LineState line, long attempt, boolean bridged) {
    return Order.ingest(
        state.id(),
        line.spec().id(),
        attempt,
        RoomMapper.toSource(state, line.spec()),
        line.spec().id().equals(state.activeLine()),
        bridged);
  }

  private void giveAllBack(LiveRoomState state, LineState line) {
    String lineId = line.spec().id();
    if (line.agentId() != null) {
      release(state, lineId, line.regionIn(state.spec()), line.attempt(), null);
    }
    if (line.next() != null) {
      release(state, lineId, line.next().region(), line.next().attempt(), null);
    }
  }

  /** Who still reads the line at a place that was left reads it where it is now. */
  private static @Nullable URI relayOf(LiveRoomState state, LineState line) {
    return line.mediaUrl() == null || !state.isActive()
        ? null
        : RegionLedger.relayUrl(line.mediaUrl(), state.id(), line.spec().id());
  }

  private void release(
      LiveRoomState state, String lineId, String region, long attempt, @Nullable URI movedTo) {
    String cause = movedTo == null ? "given back by its room" : "the line is taken in elsewhere";
    links.toLedger(
        region,
        new RegionCommand.Release(
            Order.relayId(state.id(), lineId), attempt, cause, movedTo, freed));
  }

  /** True while a line is to be held, moved or freed and is not. */
  boolean isOpen(LiveRoomState state) {
    return state.lines().values().stream()
        .anyMatch(
            line ->
                !line.partings().isEmpty()
                    || (state.isActive()
                        ? isWanted(state.spec(), line)
                        : state.status().isFinal() && !line.isFree()));
  }
}
