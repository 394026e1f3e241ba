package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a region's ledger tells agents and the owners of orders. Of one actor. */
final class RegionVoice {
  private static final int CALLED_AT_ONCE = 50;

  private final String region;
  private final OrderListener listener;
  private final RegionSessions sessions;
  private final LedgerEmptying emptying;
  private final Map<String, RelayCopy> copiesTold = new HashMap<>();

  RegionVoice(
      String region, OrderListener listener, RegionSessions sessions, LedgerEmptying emptying) {
    this.region = region;
    this.listener = listener;
    this.sessions = sessions;
    this.emptying = emptying;
  }

  /** Tells every agent and owner that the events touch. */
  void tellChanges(RegionLedger before, RegionLedger now, List<RegionEvent> events) {
    Set<String> touched = new HashSet<>();
    for (RegionEvent event : events) {
      if (event instanceof RegionEvent.Placed placed) {
        for (Reservation held : placed.reservations()) {
          touched.add(held.agentId());
          touched.addAll(readersOf(now, held));
          Reservation was = before.reservations().get(held.key());
          if (was != null) {
            touched.add(was.agentId());
            tellHeld(now, held);
          }
        }
      } else if (event instanceof RegionEvent.Freed freed) {
        freed.gone().forEach(gone -> tellGone(before, now, gone, freed.cause(), touched));
      }
    }
    sessions.sendDesired(now, touched);
    tellCopies(now, changedCopies(before, now, events));
  }

  private static Set<String> changedCopies(
      RegionLedger before, RegionLedger now, List<RegionEvent> events) {
    Set<String> ids = new HashSet<>();
    for (RegionEvent event : events) {
      if (event instanceof RegionEvent.Placed placed) {
        placed.reservations().stream()
            .filter(held -> held.isRelay() && held.owner() == Reservation.Owner.REGION)
            .forEach(held -> ids.add(held.id()));
      } else if (event instanceof RegionEvent.Freed freed) {
        freed.gone().forEach(gone -> ids.add(gone.id()));
      }
    }
    ids.removeIf(
        id -> !isCopy(before.reservations().get(id)) && !isCopy(now.reservations().get(id)));
    return ids;
  }

  private static boolean isCopy(@Nullable Reservation held) {
    return held != null && held.isRelay() && held.owner() == Reservation.Owner.REGION;
  }

  /** The copies of lines on an agent that has just confirmed what it was told. */
  void tellCopiesOn(RegionLedger ledger, String agentId) {
    Set<String> ids = new HashSet<>();
    for (Reservation held : ledger.reservations().values()) {
      if (held.agentId().equals(agentId) && held.isActive() && isCopy(held)) {
        ids.add(held.id());
      }
    }
    tellCopies(ledger, ids);
  }

  /** Who reads a copy that is not as it was told is told how it is. */
  private void tellCopies(RegionLedger ledger, Set<String> relayIds) {
    Set<String> news = new HashSet<>();
    for (String id : relayIds) {
      RelayCopy copy = sessions.copyOf(ledger, id);
      if (copy == null) {
        copiesTold.remove(id);
      } else if (!copy.equals(copiesTold.put(id, copy))) {
        news.add(id);
      }
    }
    if (!news.isEmpty()) {
      for (Reservation held : ledger.reservations().values()) {
        if (held.isTranscode() && news.contains(held.order().relayId())) {
          tellHeld(ledger, held);
        }
      }
    }
  }

  private void tellGone(
      RegionLedger before,
      RegionLedger now,
      RegionEvent.Gone gone,
      String cause,
      Set<String> touched) {
    Reservation was = before.reservations().get(gone.id());
    if (was == null) {
      return;
    }
    touched.add(was.agentId());
    touched.addAll(readersOf(now, was));
    if (was.isActive() && was.owner() != Reservation.Owner.REGION) {
      listener.tell(
          was.order(),
          was.owner(),
          region,
          new LedgerWord.Dropped(gone.attempt(), gone.attempt(), cause));
    }
  }

  /** Who reads a line must be told when its relay emptying. */
  private static Set<String> readersOf(RegionLedger ledger, Reservation relay) {
    Set<String> readers = new HashSet<>();
    if (relay.isRelay()) {
      for (Reservation held : ledger.reservations().values()) {
        if (held.isTranscode() && held.order().relayId().equals(relay.id())) {
          readers.add(held.agentId());
        }
      }
    }
    return readers;
  }

  /** Passes on what an agent reported of its assignments. */
  void tellReported(RegionLedger ledger, String agentId, List<AssignmentState> states) {
    Set<String> copies = new HashSet<>();
    for (AssignmentState state : states) {
      Reservation held = ledger.reservations().get(state.assignmentId());
      if (held != null && held.agentId().equals(agentId) && held.epoch() == state.epoch()) {
        tellHeld(ledger, held);
        if (isCopy(held)) {
          copies.add(held.id());
        }
      }
    }
    tellCopies(ledger, copies);
  }

  /**
   * Calls the owners of orders that were refused, the most urgent first: there may be a place now.
   * Who finds none asks again by itself, as before.
   */
  void tellRoomAgain(RegionLedger ledger, List<Order> waiting, PlacementPolicy policy) {
    waiting.stream()
        .sorted(Order.URGENCY)
        .filter(order -> ledger.mayTake(order, policy))
        .limit(CALLED_AT_ONCE)
        .forEach(
            order ->
                listener.tell(
                    order,
                    Reservation.Owner.SUB_ROOM,
                    region,
                    new LedgerWord.RoomAgain(order.attempt())));
  }

  /** Every order that is held, to its owner. */
  void tellAll(RegionLedger ledger) {
    ledger.reservations().values().forEach(held -> tellHeld(ledger, held));
  }

  /** The wish to leave, to those whom it concerns. */
  void tellLeaving(RegionLedger ledger) {
    for (String id : emptying.askedToLeave()) {
      Reservation held = ledger.reservations().get(id);
      if (held != null) {
        tellHeld(ledger, held);
      }
    }
  }

  private void tellHeld(RegionLedger ledger, Reservation held) {
    if (held.isActive() && held.owner() != Reservation.Owner.REGION) {
      listener.tell(held.order(), held.owner(), region, wordOf(ledger, held));
    }
  }

  /** The ledger's answer to an order. */
  void answer(RegionLedger ledger, RegionCommand.Reserve reserve, LedgerWord word) {
    Reservation held = ledger.reservations().get(reserve.order().id());
    LedgerWord said = word instanceof LedgerWord.Held && held != null ? wordOf(ledger, held) : word;
    listener.tell(reserve.order(), reserve.owner(), region, said);
  }

  private LedgerWord.Held wordOf(RegionLedger ledger, Reservation held) {
    return sessions.wordOf(ledger, held, emptying.leaveOf(ledger, held));
  }
}
