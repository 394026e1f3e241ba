package io.roomfleet.orchestrator.room;

import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.Reservation;
import io.roomfleet.orchestrator.room.LiveRoomState.LineState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A room's word to the ledger of its source region about its lines: order, order again, give back.
 * In memory; of one actor. Answers come to the actor.
 */
final class LineOrders {
  /**
   * So often a line that is held is ordered again: the ledger's word that it dropped it may have
   * been lost.
   */
  static final Duration RENEWAL = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RoomLinks links;
  private final ActorRef<RegionCommand.Released> freed;
  private final Map<String, Sent> sent = new HashMap<>();

  /** The newest order for a line; {@code at} is when it was last said. */
  private record Sent(long attempt, Instant at) {}

  /**
   * @param freed hears of what was given back
   */
  LineOrders(RoomLinks links, ActorRef<RegionCommand.Released> freed) {
    this.links = links;
    this.freed = freed;
  }

  /** The attempt of the order that is out for a line, -1 when none is. */
  long attemptOf(String lineId) {
    Sent order = sent.get(lineId);
    return order == null ? -1 : order.attempt();
  }

  /** The ledger calls the order that is out too late: the next one is to be newer. */
  void late(String lineId, LedgerWord.Dropped word) {
    if (word.attempt() == attemptOf(lineId)) {
      sent.put(lineId, new Sent(word.freedUpTo(), Instant.MIN));
    }
  }

  /** Orders each line of a room that runs, and gives back those of one that is over. */
  void drive(LiveRoomState state, Instant now) {
    for (LineState line : state.lines().values()) {
      if (state.isActive()) {
        order(state, line, now);
      } else if (state.status().isFinal() && line.agentId() != null) {
        release(state, line.spec().id(), line.attempt());
      }
    }
  }

  private void order(LiveRoomState state, LineState line, Instant now) {
    String lineId = line.spec().id();
    boolean held = line.agentId() != null;
    Sent last = sent.get(lineId);
    if (last != null && now.isBefore(last.at().plus(held ? RENEWAL : PATIENCE))) {
      return;
    }
    long newest = Math.max(attemptOf(lineId), line.attempt());
    long attempt = held ? line.attempt() : Math.max(newest + 1, now.toEpochMilli());
    sent.put(lineId, new Sent(attempt, now));
    links.toLedger(
        state.spec().sourceRegion(),
        new RegionCommand.Reserve(
            Order.ingest(
                state.id(),
                lineId,
                attempt,
                RoomMapper.toSource(state, line.spec()),
                lineId.equals(state.activeLine())),
            Reservation.Owner.ROOM,
            null));
  }

  void release(LiveRoomState state, String lineId, long attempt) {
    links.toLedger(
        state.spec().sourceRegion(),
        new RegionCommand.Release(
            Order.relayId(state.id(), lineId), attempt, "given back by its room", null, freed));
  }

  /** True while a line is to be held and is not, or the other way round. */
  static boolean isOpen(LiveRoomState state) {
    return state.lines().values().stream()
        .anyMatch(
            line ->
                state.isActive()
                    ? line.agentId() == null
                    : state.status().isFinal() && line.agentId() != null);
  }
}
