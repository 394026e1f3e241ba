package io.roomfleet.orchestrator.telemetry.beacon;

import io.roomfleet.orchestrator.telemetry.beacon.BeaconBatch.Share;
import io.roomfleet.orchestrator.telemetry.beacon.BeaconBatch.Unasked;
import io.roomfleet.orchestrator.telemetry.beacon.Markets.Market;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorts a batch's beacons by sub-room, and out of it what is too late or of no sub-room. */
final class BatchShares {
  private static final int SHOWN = 100;

  /** Shares are found by going through them while they are few, as they mostly are. */
  private static final int SLOTS = 64;

  private final Markets markets;
  private final Complaints complaints;
  private final Rules rules;
  private final long now;
  private final long earliest;
  private final long latest;
  private final List<Part> parts = new ArrayList<>();
  private final List<Part>[] slots = slots();
  private final List<RoundTrip> roundTrips = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private int rejected;
  private @Nullable Part last;

  /** One sub-room's, known or not. */
  private static final class Part {
    final char[] room;
    final char[] subRoom;
    final Market market;
    final Complaints.Words words;
    final BeaconRow row;

    Part(char[] room, char[] subRoom, Market market, Complaints.Words words, long now) {
      this.room = room;
      this.subRoom = subRoom;
      this.market = market;
      this.words = words;
      this.row = new BeaconRow(now);
    }
  }

  BatchShares(Markets markets, Complaints complaints, Rules rules, long now) {
    this.markets = markets;
    this.complaints = complaints;
    this.rules = rules;
    this.now = now;
    this.earliest = now - rules.late().toMillis();
    this.latest = now + rules.future().toMillis();
  }

  @SuppressWarnings("unchecked")
  private static List<Part>[] slots() {
    return (List<Part>[]) new List<?>[SLOTS];
  }

  void reject(int index, String code, String message) {
    rejected++;
    if (rejections.size() < SHOWN) {
      rejections.add(new Rejection(index, code, message));
    }
  }

  /** Takes a beacon without a fault of its own. */
  void take(int index, BeaconDraft draft) {
    if (draft.at < earliest || draft.at > latest) {
      rejectTime(index, draft.at);
      return;
    }
    Part part = last;
    if (part == null || !draft.isOf(part.room, part.subRoom)) {
      part = part(draft);
      last = part;
    }
    switch (part.market.standing()) {
      case KNOWN -> {
        if (draft.kind() == BeaconKind.LATENCY) {
          takeRoundTrip(index, draft, part.market);
        } else {
          part.row.add(
              draft, draft.textLength > 0 && part.words.isIn(draft.text, draft.textLength));
        }
      }
      case NO_ROOM ->
          reject(
              index,
              "unknown_room",
              "roomId: " + new String(part.room) + " (expected: a room that there is)");
      case NO_SUB_ROOM ->
          reject(
              index,
              "unknown_sub_room",
              "subRoomId: %s (expected: a sub-room of %s)"
                  .formatted(new String(part.subRoom), new String(part.room)));
      case NOT_ASKED -> {
        // The batch is read again once it was asked for.
      }
    }
  }

  private void takeRoundTrip(int index, BeaconDraft draft, Market market) {
    String region = new String(draft.region, 0, draft.regionLength);
    if (markets.isRegion(region)) {
      roundTrips.add(new RoundTrip(region, market.timeZone(), draft.roundTripMillis()));
    } else {
      reject(index, "unknown_region", "region: " + region + " (expected: a configured region)");
    }
  }

  private void rejectTime(int index, long at) {
    boolean late = at < earliest;
    if (rejections.size() >= SHOWN) {
      rejected++;
      return;
    }
    reject(
        index,
        late ? "too_late" : "in_the_future",
        "at: %s (expected: at most %s %s %s)"
            .formatted(
                Instant.ofEpochMilli(at),
                late ? rules.late() : rules.future(),
                late ? "before" : "after",
                Instant.ofEpochMilli(now)));
  }

  private Part part(BeaconDraft draft) {
    long hash =
        Hash64.of(draft.room, 0, draft.roomLength)
            + Hash64.of(draft.subRoom, 0, draft.subRoomLength);
    int slot = (int) (hash & SLOTS - 1);
    if (slots[slot] == null) {
      slots[slot] = new ArrayList<>();
    }
    for (Part part : slots[slot]) {
      if (draft.isOf(part.room, part.subRoom)) {
        return part;
      }
    }
    char[] room = Arrays.copyOf(draft.room, draft.roomLength);
    char[] subRoom = Arrays.copyOf(draft.subRoom, draft.subRoomLength);
    Market market = markets.find(new String(room), new String(subRoom));
    Part part = new Part(room, subRoom, market, complaints.in(market.locale()), now);
    parts.add(part);
    slots[slot].add(part);
    return part;
  }

  BeaconBatch batch() {
    List<Share> shares = new ArrayList<>();
    List<Unasked> unasked = new ArrayList<>();
    int accepted = roundTrips.size();
    for (Part part : parts) {
      if (part.row.count() > 0) {
        shares.add(
            new Share(
                new String(part.room),
                new String(part.subRoom),
                part.row.count(),
                part.row.bytes()));
        accepted += part.row.count();
      } else if (part.market == Market.NOT_ASKED) {
        unasked.add(new Unasked(new String(part.room), new String(part.subRoom)));
      }
    }
    return new BeaconBatch(shares, roundTrips, accepted, rejections, rejected, unasked);
  }
}
