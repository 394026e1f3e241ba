package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.RegionWish;
import io.roomfleet.orchestrator.region.Demand;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RelayFeed;
import io.roomfleet.orchestrator.region.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A sub-room's word to the ledgers: order, order again, give back. In memory; of one actor. Answers
 * come to the actor.
 */
final class SubRoomOrders {
  /**
   * So often the order is said again while it is held: the ledger's word that it dropped it may
   * have been lost.
   */
  static final Duration RENEWAL = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String key;
  private final SubRoomLinks links;
  private final CopyPost copies;
  private final ActorRef<RegionCommand.Released> freed;
  private final Map<String, Sent> sent = new HashMap<>();

  /** The newest order that a region was told, and when. */
  private record Sent(Order order, @Nullable RelayFeed feed, Instant at) {}

  /**
   * @param freed hears of what was given back
   */
  SubRoomOrders(
      String key, SubRoomLinks links, CopyPost copies, ActorRef<RegionCommand.Released> freed) {
    this.key = key;
    this.links = links;
    this.copies = copies;
    this.freed = freed;
  }

  /** What the sub-room takes of an agent. */
  static Amount costOf(SubRoomState state) {
    return AssignmentCost.ofTranscode(state.spec().ladder(), state.spec().expectedViewers());
  }

  /** What the sub-room wants of a region that a search of this scope may find. */
  static RegionWish wishOf(SubRoomState state, SearchScope scope) {
    SubRoomSpec spec = state.spec();
    RoomBrief brief = state.brief();
    return new RegionWish(
        costOf(state),
        Set.of(Ability.of(AssignmentKind.TRANSCODE)),
        spec.expectedViewers(),
        ZoneId.of(spec.timeZone()),
        scope.only(),
        spec.allowedRegions(),
        state.line().sourceRegion(),
        Order.relayId(brief.roomId(), state.line().id()),
        state.place().agentId() == null ? null : state.place().region(),
        scope.leaves());
  }

  /** Asks the region that the search has come to, if it was not asked just now. */
  void ask(SubRoomState state, PlaceSearch search, Instant now) {
    String region = search.region();
    if (region != null && search.mayAsk(now, PATIENCE)) {
      send(region, orderOf(state, region, search.attempt()), null, now);
    }
  }

  /**
   * Says an order that is held again: when it has changed, or what the copy of the line there is to
   * read; until the ledger has shown that it knows that; and every {@link #RENEWAL}.
   */
  void renew(SubRoomState state, SubRoomState.Place held, Instant now) {
    String region = Objects.requireNonNull(held.region());
    Order order = orderOf(state, region, held.attempt());
    RelayFeed feed = copies.feedFor(region, order.lineId());
    Duration patience = feed != null && copies.isBehind(region, feed) ? PATIENCE : RENEWAL;
    Sent last = sent.get(region);
    if (last == null
        || !order.equals(last.order())
        || !Objects.equals(feed, last.feed())
        || !now.isBefore(last.at().plus(patience))) {
      send(region, order, feed, now);
    }
  }

  /** The ledger of the region does not hold it any more. */
  void forget(String region) {
    sent.remove(region);
  }

  void release(Moves.Parting parting) {
    Sent last = sent.get(parting.region());
    if (last != null && last.order().attempt() == parting.attempt()) {
      sent.remove(parting.region());
    }
    links.toLedger(
        parting.region(),
        new RegionCommand.Release(
            "transcode/" + key, parting.attempt(), parting.cause(), parting.movedTo(), freed));
  }

  private void send(String region, Order order, @Nullable RelayFeed feed, Instant now) {
    sent.put(region, new Sent(order, feed, now));
    links.toLedger(region, new RegionCommand.Reserve(order, Reservation.Owner.SUB_ROOM, feed));
  }

  private static Order orderOf(SubRoomState state, String region, long attempt) {
    RoomBrief.Line line = state.line();
    Order order =
        Order.transcode(
            state.brief().roomId(),
            state.spec().id(),
            line.id(),
            attempt,
            state.spec().ladder(),
            demandOf(state),
            region.equals(line.sourceRegion()) ? null : line.upstream());
    return order.with(state.brief().failover(line.id()));
  }

  private static Demand demandOf(SubRoomState state) {
    return new Demand(
        state.spec().timeZone(),
        state.line().sourceRegion(),
        state.spec().regions(),
        state.spec().expectedViewers(),
        state.brief().wanted() == RoomBrief.Wanted.LIVE);
  }
}
