package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.platform.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A session's actor. */
final class WorldSession {
  private final CohostWorld world;
  final String id;
  final List<CohostEvent> journal = new ArrayList<>();
  CohostState state;
  private boolean down;
  private int ticks;

  WorldSession(CohostWorld world, String id) {
    this.world = world;
    this.id = id;
    world.sessions.put(id, this);
    world.later(world.random.nextInt(500), () -> "a tick", this::tick);
  }

  private void persist(List<CohostEvent> events) {
    for (CohostEvent event : events) {
      CohostStatus before = state == null ? null : state.status();
      journal.add(event);
      world.changed = true;
      state = CohostSession.apply(state, event);
      world.taken +=
          event instanceof CohostEvent.SeatLeft e && e.exit() == Seat.Exit.ROOM_TAKEN ? 1 : 0;
      world.rejoined +=
          event instanceof CohostEvent.SeatAccepted e
                  && e.claim() != null
                  && e.claim().attempt() > 2
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
      Supplier<String> what,
      Function<Instant, CohostSession.Decision> decide,
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
    world.later(1_000, () -> "a retry", () -> ask(what, decide, answered, done));
    world.send(
        what,
        () -> {
          if (down) {
            return;
          } else if (world.isCrash()) {
            crash();
            return;
          }
          CohostSession.Decision decision = decide.apply(world.now());
          persist(decision.events());
          if (!decision.events().isEmpty() && world.isCrash()) {
            crash();
            return;
          }
          drive();
          world.send(
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

  void hear(String roomId, SlotWord word) {
    if (down) {
      return;
    } else if (world.isCrash()) {
      crash();
      return;
    }
    CohostRooms.Heard heard = CohostRooms.heard(state, roomId, word, world.now());
    persist(heard.events());
    if (!heard.events().isEmpty() && world.isCrash()) {
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
    world.send(() -> id + " to " + roomId + ": " + call, () -> world.rooms.get(roomId).hear(call));
  }

  private void tick() {
    if (state != null && state.isAtRest()) {
      return;
    }
    world.later(CohostWorld.RETRY, () -> "a tick", this::tick);
    if (down || state == null) {
      return;
    }
    persist(CohostSession.due(state, world.now()));
    for (Seat seat : List.copyOf(state.seats().values())) {
      boolean comes = !world.silent.contains(seat.id());
      if (seat.isIn() && comes != (seat.state() == Seat.State.JOINED)) {
        persist(CohostSession.stage(state, List.of(), Map.of(seat.id(), comes), world.now()));
      }
    }
    drive();
    if (++ticks % CohostWorld.RENEWED_EVERY == 0 && !state.status().isFinal()) {
      CohostRooms.renewals(state).forEach(this::call);
    }
  }

  private void crash() {
    world.crashes++;
    down = true;
    boolean forLong = world.random.nextInt(5) == 0;
    world.later(
        world.random.nextInt(forLong ? 40_000 : 3_000), () -> id + " comes back", this::comeBack);
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
