package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.platform.Json;
import java.util.ArrayList;
import java.util.List;

/** A room's actor. */
final class WorldRoom {
  private final CohostWorld world;
  final String id;
  final List<SlotEvent> journal = new ArrayList<>();
  RoomSlot slot = RoomSlot.FREE;
  private final long onAirFrom;
  private boolean ticking;
  private boolean down;
  private int ticks;

  WorldRoom(CohostWorld world, String id) {
    this.world = world;
    this.id = id;
    this.onAirFrom = world.random.nextInt(8) == 0 ? world.random.nextInt(20_000) : 0;
  }

  private void persist(List<SlotEvent> events) {
    for (SlotEvent event : events) {
      journal.add(event);
      slot = slot.apply(event);
      world.lapsed += event instanceof SlotEvent.Lapsed ? 1 : 0;
      world.changed = true;
    }
    if (!ticking && slot.renewal() != null) {
      ticking = true;
      world.later(CohostWorld.RETRY, () -> "a tick", this::tick);
    }
  }

  void hear(SlotCall call) {
    if (down) {
      return;
    } else if (world.isCrash()) {
      crash();
      return;
    }
    String notNow = world.millis < onAirFrom ? id + " is SCHEDULED" : null;
    RoomSlot.Answer answer = slot.answer(call, notNow, world.now());
    persist(answer.events());
    if (!answer.events().isEmpty() && world.isCrash()) {
      crash();
    } else {
      say(answer.word());
    }
  }

  private void say(SlotWord word) {
    world.send(
        () -> id + " says " + word, () -> world.sessions.get(word.sessionId()).hear(id, word));
  }

  void close() {
    if (!down) {
      persist(slot.close(id + " has ended", world.now()));
    }
  }

  private void tick() {
    ticking = slot.renewal() != null;
    if (ticking) {
      world.later(CohostWorld.RETRY, () -> "a tick", this::tick);
    }
    if (down) {
      return;
    }
    persist(slot.due(world.now()));
    SlotWord word = slot.renewal();
    if (word != null && ++ticks % CohostWorld.RENEWED_EVERY == 0) {
      say(word);
    }
  }

  private void crash() {
    world.crashes++;
    down = true;
    world.later(world.random.nextInt(4_000), () -> id + " comes back", this::comeBack);
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
