package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.RegionWish;
import io.roomfleet.orchestrator.region.Demand;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
  private final ActorRef<RegionCommand.Released> freed;
  private @Nullable Order sent;
  private Instant sentAt = Instant.MIN;

  /**
   * @param freed hears of what was given back
   */
  SubRoomOrders(String key, SubRoomLinks links, ActorRef<RegionCommand.Released> freed) {
    this.key = key;
    this.links = links;
    this.freed = freed;
  }

  /** What the sub-room takes of an agent. */
  static Amount costOf(SubRoomState state) {
    return AssignmentCost.ofTranscode(state.spec().ladder(), state.spec().expectedViewers());
  }

  /** What the sub-room wants of a region. */
  static RegionWish wishOf(SubRoomState state) {
    SubRoomSpec spec = state.spec();
    RoomBrief brief = state.brief();
    return new RegionWish(
        costOf(state),
        Set.of(Ability.of(AssignmentKind.TRANSCODE)),
        spec.expectedViewers(),
        ZoneId.of(spec.timeZone()),
        spec.wantedRegion(),
        spec.allowedRegions(),
        brief.sourceRegion(),
        Order.relayId(brief.roomId(), brief.activeLine()),
        state.place().agentId() == null ? null : state.place().region());
  }

  /** Asks the region that the search has come to, if it was not asked just now. */
  void ask(SubRoomState state, PlaceSearch search, Instant now) {
    String region = search.region();
    if (region != null && search.mayAsk(now, PATIENCE)) {
      send(region, orderOf(state, region, search.attempt()), now);
    }
  }

  /** Says the order that is held again: when it has changed, and every {@link #RENEWAL}. */
  void renew(SubRoomState state, Instant now) {
    String region = Objects.requireNonNull(state.place().region());
    Order order = orderOf(state, region, state.place().attempt());
    if (!order.equals(sent) || !now.isBefore(sentAt.plus(RENEWAL))) {
      send(region, order, now);
    }
  }

  /** The ledger does not hold it any more. */
  void forget() {
    sent = null;
  }

  void release(String region, long attempt) {
    links.toLedger(
        region,
        new RegionCommand.Release(
            "transcode/" + key, attempt, "given back by its sub-room", null, freed));
  }

  private void send(String region, Order order, Instant now) {
    sent = order;
    sentAt = now;
    links.toLedger(region, new RegionCommand.Reserve(order, Reservation.Owner.SUB_ROOM));
  }

  private static Order orderOf(SubRoomState state, String region, long attempt) {
    RoomBrief brief = state.brief();
    return Order.transcode(
        brief.roomId(),
        state.spec().id(),
        brief.activeLine(),
        attempt,
        state.spec().ladder(),
        demandOf(state),
        region.equals(brief.sourceRegion()) ? null : brief.upstream());
  }

  private static Demand demandOf(SubRoomState state) {
    return new Demand(
        state.spec().timeZone(),
        state.brief().sourceRegion(),
        state.spec().regions(),
        state.spec().expectedViewers(),
        state.brief().wanted() == RoomBrief.Wanted.LIVE);
  }
}
