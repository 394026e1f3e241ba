package io.roomfleet.orchestrator.subroom;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.region.Demand;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
    String wanted = state.spec().wantedRegion();
    return new Demand(
        state.spec().timeZone(),
        state.brief().sourceRegion(),
        wanted == null ? List.of() : List.of(wanted),
        state.spec().expectedViewers(),
        state.brief().wanted() == RoomBrief.Wanted.LIVE);
  }
}
