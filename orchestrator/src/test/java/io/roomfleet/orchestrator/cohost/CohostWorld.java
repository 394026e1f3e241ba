package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.platform.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sessions and rooms around their pure cores, in made-up time: messages are late, doubled, out of
 * order and lost; who crashes loses all but its journal, is away for a while, and is built anew
 * from it.
 */
final class CohostWorld {
  static final Instant START = Instant.parse("2026-11-28T20:00:00Z");
  private static final long RETRY = 1_000;
  private static final int RENEWED_EVERY = 5;

  final Map<String, Room> rooms = new LinkedHashMap<>();
  final Map<String, Session> sessions = new LinkedHashMap<>();

  /** Whose media comes; all that is not here does. */
  final Set<String> silent = new HashSet<>();

  final Random random;
  long millis;
  int lossPercent;
  int doublePercent;
  int crashPerMille;
  long mostDelay;

  int crashes;
  int taken;
  int lapsed;
  int rejoined;
  private long sent;
  private Supplier<String> last = () -> "the start";
  private boolean changed;
  private final PriorityQueue<Delivery> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Delivery::at).thenComparingLong(Delivery::number));

  private record Delivery(long at, long number, Supplier<String> what, Runnable run) {}

  CohostWorld(Random random, int roomCount) {
    this.random = random;
    for (int i = 0; i < roomCount; i++) {
      Room room = new Room("room-" + (char) ('a' + i));
      rooms.put(room.id, room);
    }
  }

  Instant now() {
    return START.plusMillis(millis);
  }

  private void later(long delay, Supplier<String> what, Runnable run) {
    queue.add(new Delivery(millis + delay, sent++, what, run));
  }

  /** Something happens outside of sessions and rooms. */
  void after(long delay, Runnable run) {
    later(delay, () -> "something else", run);
  }

  /** Over the network. */
  private void send(Supplier<String> what, Runnable run) {
    int copies = random.nextInt(100) < doublePercent ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextInt(100) >= lossPercent) {
        later(1 + (long) (random.nextDouble() * random.nextDouble() * mostDelay), what, run);
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
    silent.clear();
  }

  private boolean isCrash() {
    return random.nextInt(1000) < crashPerMille;
  }

  /** A room is in one session at most: nobody believes more than its slot says. */
  private void check() {
    Map<String, String> in = new HashMap<>();
    for (Session session : sessions.values()) {
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

  /** A room's actor. */
  final class Room {
    final String id;
    final List<SlotEvent> journal = new ArrayList<>();
    RoomSlot slot = RoomSlot.FREE;
    private boolean ticking;
    private boolean down;
    private int ticks;

    Room(String id) {
      this.id = id;
    }

    private void persist(List<SlotEvent> events) {
      for (SlotEvent event : events) {
        journal.add(event);
        slot = slot.apply(event);
        lapsed += event instanceof SlotEvent.Lapsed ? 1 : 0;
        changed = true;
      }
      if (!ticking && slot.renewal() != null) {
        ticking = true;
        later(RETRY, () -> "a tick", this::tick);
      }
    }

    void hear(SlotCall call) {
      if (down) {
        return;
      } else if (isCrash()) {
        crash();
        return;
      }
      RoomSlot.Answer answer = slot.answer(call, null, now());
      persist(answer.events());
      if (!answer.events().isEmpty() && isCrash()) {
        crash();
      } else {
        say(answer.word());
      }
    }

    private void say(SlotWord word) {
      send(() -> id + " says " + word, () -> sessions.get(word.sessionId()).hear(id, word));
    }

    void close() {
      if (!down) {
        persist(slot.close(id + " has ended", now()));
      }
    }

    private void tick() {
      ticking = slot.renewal() != null;
      if (ticking) {
        later(RETRY, () -> "a tick", this::tick);
      }
      if (down) {
        return;
      }
      persist(slot.due(now()));
      SlotWord word = slot.renewal();
      if (word != null && ++ticks % RENEWED_EVERY == 0) {
        say(word);
      }
    }

    private void crash() {
      crashes++;
      down = true;
      later(random.nextInt(4_000), () -> id + " comes back", this::comeBack);
    }

    private void comeBack() {
      RoomSlot anew = RoomSlot.FREE;
      for (SlotEvent event : journal) {
        anew = anew.apply(Json.read(Json.write(event), SlotEvent.class));
      }
      assertThat(anew).as("%s, of its journal", id).isEqualTo(slot);
      down = false;
    }
  }

  /** A session's actor. */
  final class Session {
    final String id;
    final List<CohostEvent> journal = new ArrayList<>();
    CohostState state;
    private boolean down;
    private int ticks;

    Session(String id) {
      this.id = id;
      sessions.put(id, this);
      later(random.nextInt(500), () -> "a tick", this::tick);
    }

    private void persist(List<CohostEvent> events) {
      for (CohostEvent event : events) {
        CohostStatus before = state == null ? null : state.status();
        journal.add(event);
        changed = true;
        state = CohostSession.apply(state, event);
        taken += event instanceof CohostEvent.SeatLeft e && e.exit() == Seat.Exit.ROOM_TAKEN ? 1 : 0;
        rejoined +=
            event instanceof CohostEvent.SeatAccepted e && e.claim() != null && e.claim().attempt() > 2
                ? 1
                : 0;
        if (before != null && before != state.status()) {
          assertThat(before.mayBecome(state.status()))
              .as("%s: %s to %s", id, before, state.status())
              .isTrue();
        }
      }
      if (!events.isEmpty()) {
        assertThat(state.present().filter(seat -> seat.isActive()).count())
            .isLessThanOrEqualTo(state.spec().mode().most());
      }
    }

    /** Over the network, until it is answered. */
    void request(
        Supplier<String> what, Function<Instant, CohostSession.Decision> decide,
        Consumer<CohostSession.Decision> answered) {
      boolean[] done = new boolean[1];
      ask(what, decide, answered, done);
    }

    private void ask(
        Supplier<String> what,
        Function<Instant, CohostSession.Decision> decide,
        Consumer<CohostSession.Decision> answered,
        boolean[] done) {
      if (done[0]) {
        return;
      }
      later(1_000, () -> "a retry", () -> ask(what, decide, answered, done));
      send(
          what,
          () -> {
            if (down) {
              return;
            } else if (isCrash()) {
              crash();
              return;
            }
            CohostSession.Decision decision = decide.apply(now());
            persist(decision.events());
            if (!decision.events().isEmpty() && isCrash()) {
              crash();
              return;
            }
            drive();
            send(
                () -> "an answer",
                () -> {
                  if (!done[0]) {
                    done[0] = true;
                    answered.accept(decision);
                  }
                });
          });
    }

    void ask(CohostCommand command, Asker asker, Consumer<CohostSession.Decision> answered) {
      request(
          () -> id + " is asked to " + command,
          at -> CohostSession.decide(state, command, asker, at),
          answered);
    }

    private void hear(String roomId, SlotWord word) {
      if (down) {
        return;
      } else if (isCrash()) {
        crash();
        return;
      }
      CohostRooms.Heard heard = CohostRooms.heard(state, roomId, word, now());
      persist(heard.events());
      if (!heard.events().isEmpty() && isCrash()) {
        crash();
        return;
      }
      if (heard.answer() != null) {
        call(roomId, heard.answer());
      }
      if (!heard.events().isEmpty()) {
        drive();
      }
    }

    private void drive() {
      if (state != null) {
        CohostRooms.calls(state).forEach(this::call);
      }
    }

    private void call(String roomId, SlotCall call) {
      send(() -> id + " to " + roomId + ": " + call, () -> rooms.get(roomId).hear(call));
    }

    private void tick() {
      if (state != null && state.isAtRest()) {
        return;
      }
      later(RETRY, () -> "a tick", this::tick);
      if (down || state == null) {
        return;
      }
      persist(CohostSession.due(state, now()));
      for (Seat seat : List.copyOf(state.seats().values())) {
        boolean comes = !silent.contains(seat.id());
        if (seat.isIn() && comes != (seat.state() == Seat.State.JOINED)) {
          persist(CohostSession.media(state, seat.id(), comes, now()));
        }
      }
      drive();
      if (++ticks % RENEWED_EVERY == 0 && !state.status().isFinal()) {
        CohostRooms.renewals(state).forEach(this::call);
      }
    }

    private void crash() {
      crashes++;
      down = true;
      boolean forLong = random.nextInt(5) == 0;
      later(random.nextInt(forLong ? 40_000 : 3_000), () -> id + " comes back", this::comeBack);
    }

    private void comeBack() {
      assertThat(folded()).as("%s, of its journal", id).isEqualTo(state);
      down = false;
    }

    CohostState folded() {
      CohostState anew = null;
      for (CohostEvent event : journal) {
        anew = CohostSession.apply(anew, Json.read(Json.write(event), CohostEvent.class));
      }
      return anew;
    }
  }
}
