package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.AgentChoice;
import io.roomfleet.orchestrator.placement.AgentSearch;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.region.Reservation.Owner;
import io.roomfleet.orchestrator.region.Reservation.Parting;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One decision about a ledger, worked out on its books. Not kept. */
final class LedgerDraft {
  private static final String WITH_THE_LADDER = "with the first ladder of its line here";

  private final RegionLedger before;
  private final String cause;
  private final Instant now;
  private final @Nullable PlacementPolicy policy;
  private final LedgerBooks books;
  private long epoch;

  private LedgerDraft(
      RegionLedger before, @Nullable PlacementPolicy policy, String cause, Instant now) {
    this.before = before;
    this.policy = policy;
    this.cause = cause;
    this.now = now;
    this.books = new LedgerBooks(before.reservations(), before.table());
    this.epoch = before.lastEpoch();
  }

  /**
   * A decision by which nothing is placed.
   *
   * @param cause why the decision is taken, as events tell it
   */
  static LedgerDraft of(RegionLedger before, String cause, Instant now) {
    return new LedgerDraft(before, null, cause, now);
  }

  /** A decision by which something may be placed. */
  static LedgerDraft of(RegionLedger before, PlacementPolicy policy, String cause, Instant now) {
    return new LedgerDraft(before, policy, cause, now);
  }

  RegionLedger.Decision reserve(Order order, Owner owner) {
    Reservation held = books.active(order.id());
    if (held != null) {
      follow(held, order, owner);
      books.take(held);
      if (stays(held, order)) {
        // What was reported of a copy says nothing of the line that is taken in in its place.
        boolean same = held.order().runsLike(order) && held.owner() == owner;
        long next = same ? held.epoch() : ++epoch;
        books.put(held.with(order, owner, next));
        if (order.ladder() != null && !order.lineId().equals(held.order().lineId())) {
          bringCopy(order, held.agentId());
          LedgerCopies.leaveUnread(books, held.order(), now);
        }
        refreshRelay(order);
        return new RegionLedger.Decision(events(), word(order));
      }
    }
    AgentChoice choice = place(order, owner, Role.ACTIVE, held == null ? null : held.agentId());
    if (choice.agentId() == null) {
      Amount missing = Objects.requireNonNull(choice.missing());
      return new RegionLedger.Decision(
          List.of(),
          new LedgerWord.Refused(order.attempt(), missing, choice.reason(), choice.candidates()));
    }
    if (held != null) {
      dropUnreadRelay(held.order());
    }
    return new RegionLedger.Decision(events(), word(order));
  }

  /** The place beside runs what is ordered too, or is given up where that needs a new start. */
  private void follow(Reservation held, Order order, Owner owner) {
    Reservation next = books.get(order.id(), Role.NEXT);
    if (next == null) {
      return;
    }
    books.take(next);
    if (held.order().runsLike(order)
        && held.cost().equals(order.cost())
        && mayStay(order, next.agentId())) {
      books.put(next.with(order, owner, next.epoch()));
    } else {
      books.drop(next);
    }
  }

  /** Without {@code parting} at once, and with all of its roles. */
  List<RegionEvent> release(String id, long attempt, @Nullable Parting parting) {
    Reservation held = books.active(id);
    Reservation leaving = books.get(id, Role.LEAVING);
    books.gone(id, attempt);
    books.takeAndDrop(books.get(id, Role.NEXT));
    if (held != null) {
      books.take(held);
    }
    if (held != null && held.isRelay() && parting != null) {
      handOver(held, parting);
      return events();
    }
    if (held != null && parting != null && leaving == null) {
      books.put(held.leaving(parting));
      return events();
    }
    if (parting == null) {
      books.takeAndDrop(leaving);
    }
    if (held != null && held.isRelay() && books.isRead(held.order())) {
      // Others still read the line here: its slate goes on filling in until they leave.
      books.put(held.ofRegion(cause, null));
    } else if (held != null) {
      dropUnreadRelay(held.order());
    }
    return events();
  }

  /** The line is taken in elsewhere: here it is a copy now, for as long as anybody reads it. */
  private void handOver(Reservation held, Parting parting) {
    Reservation copy = held.ofRegion(cause, parting.movedTo());
    if (books.isRead(held.order())) {
      books.put(copy);
    } else if (books.get(held.id(), Role.LEAVING) == null) {
      books.put(copy.leaving(new Parting(parting.since(), parting.until(), null)));
    }
  }

  /** An agent is gone with all that it held. Where a place beside one is there, that takes over. */
  List<RegionEvent> moveAllFrom(String agentId) {
    List<Reservation> displaced = new ArrayList<>();
    for (Reservation held : books.on(agentId)) {
      Reservation next = books.get(held.id(), Role.NEXT);
      if (held.isActive() && next != null) {
        books.take(held);
        books.takeAndDrop(next);
        books.put(next.as(Role.ACTIVE, cause));
      } else {
        displaced.add(held);
      }
    }
    move(displaced);
    return events();
  }

  List<RegionEvent> shrinkToFit(String agentId) {
    LedgerAgent agent = Objects.requireNonNull(before.agents().get(agentId));
    List<Reservation> newestFirst =
        books.on(agentId).stream()
            .sorted(
                Comparator.comparing(Reservation::isActive)
                    .thenComparing(Reservation::isRelay)
                    .thenComparing(Comparator.comparingLong(Reservation::epoch).reversed()))
            .toList();
    List<Reservation> displaced = new ArrayList<>();
    Amount left = books.reservedOn(agentId);
    for (Reservation held : newestFirst) {
      if (left.fitsIn(agent.capacity())) {
        break;
      }
      displaced.add(held);
      left = left.minus(held.cost());
    }
    move(displaced);
    return events();
  }

  List<RegionEvent> displace(Reservation held) {
    move(List.of(held));
    return events();
  }

  /**
   * @param onlyOn the one agent that will do; null for the best
   */
  RegionLedger.Move placeBeside(Reservation held, @Nullable String onlyOn) {
    AgentChoice choice = place(held.order(), held.owner(), Role.NEXT, null, onlyOn);
    return choice.agentId() == null
        ? new RegionLedger.Move(List.of(), choice.reason())
        : new RegionLedger.Move(events(), null);
  }

  List<RegionEvent> takeOver(Reservation next, Parting parting) {
    Reservation held = books.active(next.id());
    books.takeAndDrop(next);
    if (held != null) {
      books.take(held);
      books.put(held.leaving(parting));
    }
    books.put(next.as(Role.ACTIVE, cause));
    return events();
  }

  /** Stops one place of an order; the others go on. */
  List<RegionEvent> end(Reservation held) {
    books.takeAndDrop(held);
    dropUnreadRelay(held.order());
    return events();
  }

  /**
   * Lines and mixes first, so that ladders find them; then ladders, the most urgent first; the
   * line's copy of a region is made again by the first ladder that needs it. What was not the place
   * that counts is not placed anew.
   */
  private void move(List<Reservation> displaced) {
    displaced.forEach(books::take);
    displaced.stream().filter(held -> !held.isActive()).forEach(books::drop);
    List<Reservation> urgentFirst =
        displaced.stream()
            .filter(Reservation::isActive)
            .sorted(Comparator.comparing(Reservation::order, Order.URGENCY))
            .toList();
    urgentFirst.stream()
        .filter(held -> held.owner() == Owner.ROOM || held.owner() == Owner.SESSION)
        .forEach(this::placeOrDrop);
    urgentFirst.stream().filter(Reservation::isTranscode).forEach(this::placeOrDrop);
    for (Reservation held : urgentFirst) {
      if (held.owner() == Owner.REGION && books.active(held.id()) == null) {
        if (books.isRead(held.order())) {
          placeOrDrop(held);
        } else {
          books.drop(held);
        }
      }
    }
    displaced.stream()
        .filter(Reservation::isTranscode)
        .forEach(held -> dropUnreadRelay(held.order()));
  }

  private void placeOrDrop(Reservation held) {
    if (place(held.order(), held.owner(), Role.ACTIVE, null).agentId() == null) {
      books.drop(held);
      books.takeAndDrop(books.get(held.id(), Role.NEXT));
    }
  }

  /**
   * Puts the order on the best agent, and the line's copy with it when the region has none yet.
   *
   * @param runsOn the agent that it leaves; null when it runs nowhere
   */
  private AgentChoice place(Order order, Owner owner, Role role, @Nullable String runsOn) {
    return place(order, owner, role, runsOn, null);
  }

  private AgentChoice place(
      Order order, Owner owner, Role role, @Nullable String runsOn, @Nullable String onlyOn) {
    boolean needsRelay = order.ladder() != null && books.active(order.relayId()) == null;
    AgentWish wish = OrderWish.of(order, books, needsRelay, runsOn).only(onlyOn);
    AgentChoice choice = search(wish).choice(before.region());
    if (choice.agentId() == null && order.active()) {
      choice = insteadOfAnother(order, wish, choice);
    }
    String agentId = choice.agentId();
    if (agentId != null) {
      if (needsRelay) {
        endOthersOn(agentId, order.relayId());
        put(copyFor(order), Owner.REGION, Role.ACTIVE, agentId, WITH_THE_LADDER, List.of());
      }
      put(order, owner, role, agentId, choice.reason(), choice.candidates());
    }
    return choice;
  }

  /**
   * The copy of another line for a ladder that stays where it is: on its agent, or on another one.
   * Where none has room, the ladder reads the line where it is taken in.
   */
  private void bringCopy(Order ladder, String agentId) {
    if (books.active(ladder.relayId()) != null || LedgerCopies.isBack(books, ladder, cause)) {
      return;
    }
    Order copy = copyFor(ladder);
    AgentWish wish = OrderWish.of(copy, books, false, null);
    String on = search(wish.only(agentId)).choice(before.region()).agentId();
    on = on == null ? search(wish).choice(before.region()).agentId() : on;
    if (on != null) {
      endOthersOn(on, copy.id());
      put(copy, Owner.REGION, Role.ACTIVE, on, WITH_THE_LADDER, List.of());
    }
  }

  /** What an agent was leaving, or was to take over, of a line that it is to have now. */
  private void endOthersOn(String agentId, String relayId) {
    for (Role role : List.of(Role.NEXT, Role.LEAVING)) {
      Reservation other = books.get(relayId, role);
      if (other != null && other.agentId().equals(agentId)) {
        books.takeAndDrop(other);
      }
    }
  }

  /** The line's copy: the one that there was reads on what it was told to, on another agent. */
  private Order copyFor(Order ladder) {
    Reservation was = before.reservations().get(ladder.relayId());
    return was != null && was.owner() == Owner.REGION && was.order().isFed()
        ? was.order()
        : ladder.regionRelay();
  }

  /**
   * The line that its room plays comes before the others, which must not be on the same agent:
   * where it finds no other place, one that is not played leaves.
   */
  private AgentChoice insteadOfAnother(Order order, AgentWish wish, AgentChoice refused) {
    AgentChoice choice = search(wish.besideAnyLine()).choice(before.region());
    List<Reservation> there =
        books.ofRoom(order.roomId()).stream()
            .filter(held -> held.order().takesIn() && held.role() != Role.LEAVING)
            .filter(held -> held.agentId().equals(choice.agentId()))
            .toList();
    if (there.stream().anyMatch(held -> held.order().active())) {
      return refused;
    }
    there.forEach(this::evict);
    return choice.agentId() == null ? refused : choice;
  }

  private void evict(Reservation line) {
    books.takeAndDrop(line);
    if (line.isActive()) {
      books.takeAndDrop(books.get(line.id(), Role.NEXT));
      if (books.isRead(line.order())) {
        books.put(line.ofRegion(cause, null));
      }
    }
  }

  private boolean mayStay(Order order, String agentId) {
    return search(OrderWish.of(order, books, false, null)).mayStay(agentId);
  }

  private AgentSearch search(AgentWish wish) {
    return new AgentSearch(books.agents(), wish, Objects.requireNonNull(policy));
  }

  private void put(
      Order order, Owner owner, Role role, String agentId, String why, List<Candidate> candidates) {
    books.put(new Reservation(order, owner, role, agentId, ++epoch, why, candidates, cause, null));
  }

  private boolean stays(Reservation held, Order order) {
    return mayStay(order, held.agentId());
  }

  /**
   * A ladder that knows a newer address of the line's source tells the region's copies, where their
   * room has not said what they are to read.
   */
  private void refreshRelay(Order order) {
    if (order.ladder() == null || order.upstream() == null) {
      return;
    }
    for (Role role : Role.values()) {
      Reservation relay = books.get(order.relayId(), role);
      if (relay != null
          && relay.owner() == Owner.REGION
          && !relay.order().isFed()
          && !new Source.Upstream(order.upstream(), null).equals(relay.order().source())) {
        books.take(relay);
        books.put(relay.with(order.regionRelay(), relay.owner(), relay.epoch()));
      }
    }
  }

  private void dropUnreadRelay(Order reader) {
    if (books.isRead(reader)) {
      return;
    }
    for (Role role : Role.values()) {
      Reservation relay = books.get(reader.relayId(), role);
      if (relay != null && relay.owner() == Owner.REGION) {
        books.takeAndDrop(relay);
      }
    }
  }

  private LedgerWord word(Order order) {
    return before.wordOf(Objects.requireNonNull(books.active(order.id())));
  }

  private List<RegionEvent> events() {
    return books.events(cause, now);
  }
}
