package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.PkPoolState;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.desk.PoolCalls;
import io.roomfleet.orchestrator.cohost.pool.PkPool;
import io.roomfleet.orchestrator.cohost.pool.PoolEntry;
import io.roomfleet.orchestrator.cohost.pool.PoolEvent;
import io.roomfleet.orchestrator.cohost.pool.PoolState;
import io.roomfleet.orchestrator.cohost.pool.Waiting;
import io.roomfleet.orchestrator.platform.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pool's actor. */
final class WorldPool {
  /** From then on everybody accepts everybody. */
  private static final Duration WIDEST = Duration.ofSeconds(90);

  private final CohostWorld world;
  final List<PoolEvent> journal = new ArrayList<>();
  final Map<PkPoolState, Integer> became = new EnumMap<>(PkPoolState.class);
  private final Set<String> asked = new HashSet<>();
  PoolState state = PoolState.EMPTY;
  int matched;
  int returned;
  private boolean down;
  private int life;

  WorldPool(CohostWorld world) {
    this.world = world;
    world.later(0, () -> "a look", this::look);
  }

  void enter(Waiting room, Duration patience) {
    world.send(
        () -> room.roomId() + " enters",
        () -> {
          if (!down) {
            Instant now = world.now();
            keep(PkPool.enter(state, room, room.hostId(), now.plus(patience), "p", now).events());
          }
        });
  }

  void leave(String roomId) {
    world.send(
        () -> roomId + " leaves",
        () -> {
          if (!down) {
            keep(PkPool.leave(state, roomId, "p", world.now()).events());
          }
        });
  }

  private void look() {
    world.later(CohostWorld.RETRY, () -> "a look", this::look);
    if (!down && keep(PkPool.pass(state, world.now()))) {
      nobodyWaitsBesideAWillingOne();
      state.meetings().forEach(this::drive);
    }
  }

  private void nobodyWaitsBesideAWillingOne() {
    Map<Integer, Integer> wide = new HashMap<>();
    for (PoolEntry entry : state.entries().values()) {
      Waiting room = entry.room();
      boolean isWide = !world.now().isBefore(room.since().plus(WIDEST));
      if (entry.state() == PkPoolState.WAITING && isWide) {
        int together = wide.merge(room.rooms(), 1, Integer::sum);
        assertThat(together).as("who wait for %d rooms", room.rooms()).isLessThan(room.rooms());
      }
    }
  }

  private void drive(String sessionId, List<PoolEntry> rooms) {
    if (!asked.add(sessionId)) {
      return;
    }
    WorldSession known = world.sessions.get(sessionId);
    WorldSession session = known == null ? new WorldSession(world, sessionId) : known;
    CohostMessage.Create create = (CohostMessage.Create) PoolCalls.create(sessionId, rooms, null);
    int itsLife = life;
    session.request(
        () -> sessionId + " is to be",
        at -> CohostSession.create(session.state, sessionId, create.spec(), create.asker(), at),
        decision -> hear(session, itsLife));
  }

  private void hear(WorldSession session, int itsLife) {
    if (down || itsLife != life) {
      return;
    }
    asked.remove(session.id);
    CohostSessionView view = CohostMapper.toDto(session.state, world.now());
    for (String seatId : PkPool.toAccept(view)) {
      CohostMessage.Tell tell = (CohostMessage.Tell) PoolCalls.accept(session.id, seatId, null);
      session.ask(tell.command(), new Asker("pool", null, tell.asker().requestId(), null), d -> {});
    }
    keep(PkPool.heard(state, view, world.now()));
  }

  /** False when it crashed. */
  private boolean keep(List<PoolEvent> events) {
    for (PoolEvent event : events) {
      PoolState before = state;
      journal.add(event);
      state = state.apply(event);
      check(before, event);
    }
    if (world.isCrash()) {
      crash();
    }
    return !down;
  }

  private void check(PoolState before, PoolEvent event) {
    if (event instanceof PoolEvent.Matched e) {
      matched++;
      assertThat(new HashSet<>(e.rooms())).hasSize(e.rooms().size()).hasSizeGreaterThan(1);
      for (String room : e.rooms()) {
        assertThat(before.entries().get(room).state())
            .as("%s is matched", room)
            .isEqualTo(PkPoolState.WAITING);
      }
    } else if (event instanceof PoolEvent.Parted e) {
      for (PoolEntry was : before.meeting(e.sessionId())) {
        PoolEntry is = state.entries().get(was.room().roomId());
        if (!e.dropped().containsKey(was.room().roomId())) {
          returned++;
          assertThat(is.room()).as("with its time").isEqualTo(was.room());
          assertThat(is.state()).isEqualTo(PkPoolState.WAITING);
        }
      }
    }
    state
        .entries()
        .forEach(
            (room, entry) -> {
              PoolEntry was = before.entries().get(room);
              if (was == null || was.state() != entry.state()) {
                became.merge(entry.state(), 1, Integer::sum);
              }
            });
    before
        .entries()
        .forEach(
            (room, was) -> {
              boolean isIn =
                  was.state() == PkPoolState.WAITING || was.state() == PkPoolState.MEETING;
              if (isIn) {
                assertThat(state.entries())
                    .as("%s is not forgotten while it waits", room)
                    .containsKey(room);
              }
            });
  }

  private void crash() {
    world.crashes++;
    down = true;
    life++;
    asked.clear();
    boolean forLong = world.random.nextInt(5) == 0;
    world.later(
        world.random.nextInt(forLong ? 60_000 : 4_000), () -> "the pool is back", this::comeBack);
  }

  private void comeBack() {
    PoolState anew = PoolState.EMPTY;
    for (PoolEvent event : journal) {
      anew = anew.apply(Json.read(Json.write(event), PoolEvent.class));
    }
    assertThat(anew).as("the pool, of its journal").isEqualTo(state);
    assertThat(Json.read(Json.write(state), PoolState.class)).isEqualTo(state);
    down = false;
  }
}
