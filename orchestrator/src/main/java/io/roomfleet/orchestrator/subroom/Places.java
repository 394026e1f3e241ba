package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Placement;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.subroom.Moves.Move;
import io.roomfleet.orchestrator.subroom.Moves.Parting;
import io.roomfleet.orchestrator.subroom.SubRoomState.Place;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A sub-room's places, as far as they are not in its state: the search that runs, what the ledgers
 * were told, and what their words mean for the state. All of it may be lost: what is still to be
 * done follows from the state. In memory; of one actor.
 */
final class Places {
  private final SearchPace searches;
  private final SubRoomOrders orders;
  private final SubRoomSettings settings;

  /**
   * @param freed hears of what was given back
   */
  Places(
      String key,
      SubRoomSettings settings,
      FleetView fleet,
      SubRoomLinks links,
      CopyPost copies,
      ActorRef<RegionCommand.Released> freed) {
    this.settings = settings;
    this.searches = new SearchPace(fleet);
    this.orders = new SubRoomOrders(key, links, copies, freed);
  }

  /** What a ledger's word changes. */
  List<SubRoomEvent> said(SubRoomState state, String region, LedgerWord word, Instant now) {
    if (word instanceof LedgerWord.Held held) {
      return held(state, region, held, now);
    }
    PlaceSearch waiting = searches.waitingFor(region, word);
    if (word instanceof LedgerWord.Refused refused) {
      if (waiting != null) {
        waiting.refused(refused);
        return waiting.region() == null ? notFound(state, waiting, now) : List.of();
      }
      return List.of();
    }
    if (word instanceof LedgerWord.RoomAgain) {
      searches.hurry();
      return List.of();
    }
    LedgerWord.Dropped dropped = (LedgerWord.Dropped) word;
    if (waiting != null) {
      waiting.again(dropped.freedUpTo());
      return List.of();
    }
    return state.isClosing() ? List.of() : dropped(state, region, dropped, now);
  }

  private List<SubRoomEvent> dropped(
      SubRoomState state, String region, LedgerWord.Dropped dropped, Instant now) {
    Move move = state.moves().current();
    if (holds(state.place(), region, dropped)) {
      orders.forget(region);
      searches.startOver();
      return SubRoom.placeLost(state, dropped.reason(), now);
    } else if (move != null && holds(move.next(), region, dropped)) {
      orders.forget(region);
      searches.startOver();
      return SubRoomMoves.nextDropped(dropped, now);
    }
    return List.of();
  }

  private static boolean holds(Place place, String region, LedgerWord.Dropped dropped) {
    return place.agentId() != null
        && region.equals(place.region())
        && dropped.attempt() >= place.attempt();
  }

  private List<SubRoomEvent> held(
      SubRoomState state, String region, LedgerWord.Held held, Instant now) {
    if (state.isClosing() || !state.brief().wantsPlace()) {
      giveBack(region, held.attempt(), movedTo(state, held.attempt()));
      return List.of();
    }
    PlaceSearch found = searches.waitingFor(region, held);
    Place place = state.place();
    Move move = state.moves().current();
    boolean own = place.agentId() != null && place.isOrder(region, held.attempt());
    boolean next = move != null && move.next().isOrder(region, held.attempt());
    if (own || (found != null && state.needsPlace())) {
      return placeHeld(state, region, held, found, now);
    } else if (next || (found != null && move != null)) {
      searches.found();
      return SubRoomMoves.nextHeld(
          state, region, held, placement(state, region, held, found, now), now);
    }
    giveBack(region, held.attempt(), movedTo(state, held.attempt()));
    return List.of();
  }

  private List<SubRoomEvent> placeHeld(
      SubRoomState state,
      String region,
      LedgerWord.Held held,
      @Nullable PlaceSearch found,
      Instant now) {
    Place place = state.place();
    if (found != null) {
      searches.found();
    } else if (held.epoch() < place.epoch()) {
      return List.of(); // A late word.
    }
    Placement placement = placement(state, region, held, found, now);
    List<SubRoomEvent> events = new ArrayList<>(SubRoom.held(state, region, held, placement, now));
    SubRoomState then = SubRoom.applyAll(state, events);
    LedgerWord.Leave leave = held.leave();
    if (leave != null && leave.now() && then.moves().current() == null) {
      events.addAll(begin(then, null, true, leave.cause(), "region:" + region, null, now));
    } else if (leave == null) {
      List<SubRoomEvent> over = SubRoomMoves.wishPassed(then, region, now);
      if (!over.isEmpty()) {
        searches.startOver();
        events.addAll(over);
      }
    }
    return events;
  }

  private static Placement placement(
      SubRoomState state,
      String region,
      LedgerWord.Held held,
      @Nullable PlaceSearch found,
      Instant now) {
    return found != null
        ? found.decided(region, held, now)
        : new Placement(
            now,
            region,
            held.agentId(),
            held.why(),
            SubRoomOrders.costOf(state).toCapacity(),
            null,
            held.candidates());
  }

  /** An order that the state does not know: what an earlier search or place has left. */
  void giveBack(String region, long attempt, @Nullable URI movedTo) {
    orders.release(new Parting(region, attempt, "given back by its sub-room", movedTo));
  }

  /** Who still watches a place that was left is told where it went. */
  private static @Nullable URI movedTo(SubRoomState state, long attempt) {
    Place place = state.place();
    return !state.isClosing() && attempt < place.attempt() ? place.hls() : null;
  }

  /**
   * A move that was asked for.
   *
   * @param refused null when it was not refused
   */
  record Asked(SubRoomReply.@Nullable Refused refused, List<SubRoomEvent> events) {}

  Asked move(SubRoomState state, SubRoomCommand.Move asked, Instant now) {
    String region = asked.region();
    SubRoomReply.Refused refused = SubRoomMoves.refusal(state, region);
    if (refused != null || SubRoomMoves.isUnderWay(state, region)) {
      return new Asked(refused, List.of());
    }
    searches.startOver();
    if (Objects.equals(region, state.place().region())) {
      String reason = "told to stay by " + asked.by() + ": " + asked.cause();
      return new Asked(null, List.of(new SubRoomEvent.MoveEnded(reason, now)));
    }
    List<SubRoomEvent> events =
        begin(state, region, false, asked.cause(), asked.by(), asked.requestId(), now);
    if (events.get(events.size() - 1) instanceof SubRoomEvent.MoveFailed failed) {
      return new Asked(new SubRoomReply.Refused("no_place", failed.reason()), List.of());
    }
    return new Asked(null, events);
  }

  /** The intention, with the first region to be asked where there is one. */
  private List<SubRoomEvent> begin(
      SubRoomState state,
      @Nullable String only,
      boolean wished,
      String cause,
      String by,
      @Nullable String requestId,
      Instant now) {
    PlaceSearch search =
        searches.isDue(now)
            ? searches.start(state, SearchScope.move(state, only, List.of()), now)
            : null;
    String region = search == null ? null : search.region();
    long attempt = search == null ? 0 : search.attempt();
    List<SubRoomEvent> events = new ArrayList<>();
    events.add(new SubRoomEvent.Moving(region, attempt, only, wished, cause, by, requestId, now));
    if (search != null && region == null) {
      events.addAll(notFound(SubRoom.applyAll(state, events), search, now));
    }
    return events;
  }

  private List<SubRoomEvent> notFound(SubRoomState state, PlaceSearch search, Instant now) {
    Placement placement = searches.failed(search, now);
    return state.needsPlace()
        ? SubRoom.notPlaced(state, placement, now)
        : SubRoomMoves.notFound(state, placement, now);
  }

  /** What time alone changes: a place that took too long, a search that begins. */
  List<SubRoomEvent> due(SubRoomState state, Instant now) {
    List<SubRoomEvent> overdue = SubRoomMoves.overdue(state, settings.movePatience(), now);
    if (!overdue.isEmpty()) {
      searches.startOver();
      return overdue;
    }
    if (!wantsSearch(state) || !searches.isDue(now)) {
      return List.of();
    }
    PlaceSearch started = searches.start(state, SearchScope.of(state), now);
    if (started == null) {
      return List.of();
    }
    String region = started.region();
    if (region == null) {
      return notFound(state, started, now);
    }
    // The first search of a spell is kept as the intention to place; further ones, until one
    // succeeds, are not. A move's intention was kept when it began.
    boolean firstOfSpell = state.placement() == null || state.placement().missing() == null;
    return state.needsPlace() && firstOfSpell && state.place().region() == null
        ? List.of(new SubRoomEvent.Placing(region, started.attempt(), started.why(), now))
        : List.of();
  }

  /** The plan of the fleet has a region for it. */
  void advise(String region, Instant until) {
    searches.advise(region, until);
  }

  /** Nothing that was begun is waited for any more. */
  void startOver() {
    searches.startOver();
  }

  /** Tells the ledgers what the state calls for, where they were not told just now. */
  void drive(SubRoomState state, Instant now) {
    state.toRelease().forEach(orders::release);
    PlaceSearch running = searches.running();
    if (running != null && wantsSearch(state)) {
      orders.ask(state, running, now);
    }
    if (!state.isClosing() && state.place().agentId() != null) {
      orders.renew(state, state.place(), now);
    }
    Move move = state.moves().current();
    if (move != null && move.next().agentId() != null) {
      orders.renew(state, move.next(), now);
    }
  }

  private static boolean wantsSearch(SubRoomState state) {
    return state.needsPlace() || state.moves().wantNext();
  }

  /** True while something is to be asked again, freed or looked at again soon. */
  static boolean isOpen(SubRoomState state) {
    return state.needsPlace() || state.moves().current() != null || !state.toRelease().isEmpty();
  }

  /** True when a search is to begin now. */
  boolean isSearchDue(SubRoomState state, Instant now) {
    return wantsSearch(state) && searches.isDue(now);
  }
}
