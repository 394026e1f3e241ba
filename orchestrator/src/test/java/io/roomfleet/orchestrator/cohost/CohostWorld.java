package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Sessions and rooms around their pure cores, in made-up time: messages are late, doubled, out of
 * order and lost; who crashes loses all but its journal, is away for a while, and is built anew
 * from it.
 */
final class CohostWorld {
  static final Instant START = Instant.parse("2026-11-28T20:00:00Z");
  static final long RETRY = 1_000;

  /** What a message may be late by that went astray. */
  private static final long MOST_LATE = 20_000;

  static final int RENEWED_EVERY = 5;

  final Map<String, WorldRoom> rooms = new LinkedHashMap<>();
  final Map<String, WorldSession> sessions = new LinkedHashMap<>();

  /** Whose media does not come. */
  final Set<String> silent = new HashSet<>();

  final Random random;
  long millis;
  int lossPercent;
  int doublePercent;
  int crashPerMille;
  int stragglerPercent;
  long mostDelay;

  int crashes;
  int taken;
  int lapsed;
  int rejoined;
  private long sent;
  private Supplier<String> last = () -> "the start";
  boolean changed;
  private final PriorityQueue<Delivery> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Delivery::at).thenComparingLong(Delivery::number));

  private record Delivery(long at, long number, Supplier<String> what, Runnable run) {}

  CohostWorld(Random random, int roomCount) {
    this.random = random;
    for (int i = 0; i < roomCount; i++) {
      WorldRoom room = new WorldRoom(this, "room-" + (char) ('a' + i));
      rooms.put(room.id, room);
    }
  }

  Instant now() {
    return START.plusMillis(millis);
  }

  void later(long delay, Supplier<String> what, Runnable run) {
    queue.add(new Delivery(millis + delay, sent++, what, run));
  }

  /** Something happens outside of sessions and rooms. */
  void after(long delay, Runnable run) {
    later(delay, () -> "something else", run);
  }

  /** Over the network. */
  void send(Supplier<String> what, Runnable run) {
    int copies = random.nextInt(100) < doublePercent ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextInt(100) >= lossPercent) {
        long most = random.nextInt(100) < stragglerPercent ? MOST_LATE : mostDelay;
        later(1 + (long) (random.nextDouble() * random.nextDouble() * most), what, run);
      }
    }
  }

  /** Runs all that is to happen until then. */
  void runUntil(long end) {
    while (!queue.isEmpty() && queue.peek().at() <= end) {
      Delivery next = queue.remove();
      millis = next.at();
      last = next.what();
      next.run().run();
      if (changed) {
        changed = false;
        check();
      }
    }
    millis = end;
  }

  /** No trouble any more. */
  void calm() {
    lossPercent = 0;
    doublePercent = 0;
    crashPerMille = 0;
    stragglerPercent = 0;
    silent.clear();
  }

  boolean isCrash() {
    return random.nextInt(1000) < crashPerMille;
  }

  /** A room is in one session at most: nobody believes more than its slot says. */
  private void check() {
    Map<String, String> in = new HashMap<>();
    for (WorldSession session : sessions.values()) {
      CohostState state = session.state;
      if (state == null || state.status().isFinal()) {
        continue;
      }
      for (Claim claim : state.claims().values()) {
        if (claim.state() != Claim.State.IN) {
          continue;
        }
        String other = in.put(claim.roomId(), state.id());
        RoomSlot slot = rooms.get(claim.roomId()).slot;
        RoomSlot.Holder expected = new RoomSlot.Holder(state.id(), claim.attempt(), null);
        if (other != null || (slot.closed() == null && !expected.equals(slot.holder()))) {
          assertThat(other)
              .as("after %s: %s is in %s too", last.get(), claim.roomId(), state.id())
              .isNull();
          assertThat(slot.holder())
              .as("after %s: %s of %s", last.get(), claim.roomId(), state.id())
              .isEqualTo(expected);
        }
      }
    }
  }
}
