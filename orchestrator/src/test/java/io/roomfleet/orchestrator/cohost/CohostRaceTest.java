package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that want the same rooms: the races that decision 0040 names, each with its outcome. */
class CohostRaceTest {
  private final Map<String, CohostState> sessions = new TreeMap<>();
  private final Map<String, RoomSlot> rooms = new HashMap<>();
  private Instant now = Staged.START;
  private int requests;

  private void create(String id, CohostMode mode, String... roomIds) {
    List<SeatSpec> seats =
        Arrays.stream(roomIds).map(room -> Staged.host("of-" + room, room)).toList();
    CohostSpec spec = Staged.spec(mode, seats);
    take(id, CohostSession.create(null, id, spec, asker(), now).events());
  }

  private CohostCommand.Asker asker() {
    return new CohostCommand.Asker("test", null, "q" + ++requests, null);
  }

  private void take(String id, List<CohostEvent> events) {
    for (CohostEvent event : events) {
      sessions.put(id, CohostSession.apply(sessions.get(id), event));
    }
  }

  private CohostReply.Refused accept(String id, String room) {
    CohostSession.Decision decision =
        CohostSession.decide(
            sessions.get(id), new CohostCommand.Accept("of-" + room), asker(), now);
    take(id, decision.events());
    return decision.refusal();
  }

  /** The first thing that a session has to say, said and answered; false when there is none. */
  private boolean step(String id) {
    Map<String, SlotCall> calls = CohostRooms.calls(sessions.get(id));
    if (!calls.isEmpty()) {
      String room = calls.keySet().iterator().next();
      deliver(id, room, calls.get(room));
    }
    return !calls.isEmpty();
  }

  private void deliver(String id, String room, SlotCall call) {
    RoomSlot.Answer answer = rooms.getOrDefault(room, RoomSlot.FREE).answer(call, null, now);
    for (SlotEvent event : answer.events()) {
      rooms.put(room, rooms.getOrDefault(room, RoomSlot.FREE).apply(event));
    }
    take(id, CohostRooms.heard(sessions.get(id), room, answer.word(), now).events());
  }

  private void run(String... order) {
    List<String> all = new ArrayList<>(List.of(order));
    while (!all.isEmpty()) {
      all.removeIf(id -> !step(id));
    }
  }

  private CohostStatus status(String id) {
    return sessions.get(id).status();
  }

  private String holder(String room) {
    RoomSlot.Holder holder = rooms.get(room).holder();
    return holder == null ? null : holder.sessionId();
  }

  @ParameterizedTest
  @CsvSource({"one, two", "two, one"})
  void shouldLetOneOfTwoInvitationsThatCrossWin(String first, String second) {
    create("one", CohostMode.PK, "a", "b");
    create("two", CohostMode.PK, "b", "a");
    accept("one", "b");
    accept("two", "a");
    run(first, second);
    assertThat(status(first)).isEqualTo(CohostStatus.CONNECTING);
    assertThat(status(second)).isEqualTo(CohostStatus.FAILED);
    assertThat(sessions.get(second).reason()).contains("for session " + first);
    assertThat(sessions.get(second).isAtRest()).isTrue();
    assertThat(holder("a")).isEqualTo(first);
    assertThat(holder("b")).isEqualTo(first);
  }

  @Test
  void shouldLetOneOfAWholeCircleOfSessionsWin() {
    List<String> letters = List.of("a", "b", "c", "d", "e");
    for (int i = 0; i < 5; i++) {
      create("s" + i, CohostMode.PK, letters.get(i), letters.get((i + 1) % 5));
      accept("s" + i, letters.get((i + 1) % 5));
    }
    while (sessions.keySet().stream()
        .anyMatch(id -> !CohostRooms.calls(sessions.get(id)).isEmpty())) {
      Map<String, Map<String, SlotCall>> said = new TreeMap<>();
      sessions.forEach((id, state) -> said.put(id, CohostRooms.calls(state)));
      for (boolean own : new boolean[] {true, false}) {
        said.forEach(
            (id, calls) ->
                calls.forEach(
                    (room, call) -> {
                      if (own == room.equals(letters.get(id.charAt(1) - '0'))) {
                        deliver(id, room, call);
                      }
                    }));
      }
    }
    assertThat(sessions.keySet().stream().map(this::status))
        .as("each asks its own room first, and yet not all of them lose")
        .contains(CohostStatus.CONNECTING);
    assertThat(sessions.keySet().stream().map(this::status))
        .containsOnly(CohostStatus.CONNECTING, CohostStatus.FAILED);
  }

  @Test
  void shouldLetARoomThatTwoInvitedGoWithTheOneItAccepts() {
    create("one", CohostMode.PK, "a", "c");
    create("two", CohostMode.PK, "b", "c");
    accept("two", "c");
    run("one", "two");
    assertThat(status("two")).isEqualTo(CohostStatus.CONNECTING);
    assertThat(status("one")).isEqualTo(CohostStatus.INVITED);
    accept("one", "c");
    run("one", "two");
    assertThat(status("one")).isEqualTo(CohostStatus.FAILED);
    assertThat(sessions.get("one").reason()).isEqualTo("of-c: room c: it is in session two");
    assertThat(holder("a")).as("what it held meanwhile").isNull();
  }

  @Test
  void shouldFreeTheRoomsOfASessionThatWasAwayWithoutIt() {
    create("one", CohostMode.PK, "a", "b");
    accept("one", "b");
    step("one");
    assertThat(holder("a")).isEqualTo("one");
    now = now.plusSeconds(10);
    create("two", CohostMode.PK, "a", "b");
    accept("two", "b");
    run("two");
    assertThat(status("two")).isEqualTo(CohostStatus.CONNECTING);
    take("one", CohostSession.due(sessions.get("one"), now));
    assertThat(status("one")).isEqualTo(CohostStatus.FAILED);
    run("one");
    assertThat(sessions.get("one").isAtRest()).isTrue();
    assertThat(holder("a")).as("it freed nothing of the other").isEqualTo("two");
  }

  @Test
  void shouldGoOnWhereItWasAfterACrashAtEachStep() {
    create("one", CohostMode.PK, "a", "b");
    accept("one", "b");
    for (int step = 0; step < 4; step++) {
      String room = CohostRooms.calls(sessions.get("one")).keySet().iterator().next();
      SlotCall call = CohostRooms.calls(sessions.get("one")).get(room);
      RoomSlot slot = rooms.getOrDefault(room, RoomSlot.FREE);
      for (SlotEvent event : slot.answer(call, null, now).events()) {
        rooms.put(room, slot.apply(event));
      }
      assertThat(CohostRooms.calls(sessions.get("one")).get(room))
          .as("the answer was lost in the crash: it says the same again")
          .isEqualTo(call);
      assertThat(rooms.get(room).answer(call, null, now).events())
          .as("which changes nothing in the room")
          .isEmpty();
      step("one");
    }
    assertThat(status("one")).isEqualTo(CohostStatus.CONNECTING);
    SlotWord word = rooms.get("a").renewal();
    assertThat(CohostRooms.heard(sessions.get("one"), "a", word, now).answer()).isNull();
  }

  @Test
  void shouldGoOnWithOthersWhoMayComeWhenARoomIsTaken() {
    Staged cohost = new Staged(CohostMode.COHOST, "anna", "bob", "cleo");
    cohost.as("bob", new CohostCommand.Accept("bob"));
    cohost.held("r1");
    cohost.refusedBy("r2", SlotWord.Code.TAKEN, "it is in session other");
    cohost.in("r1");
    assertThat(cohost.seat("bob").exit()).isEqualTo(Seat.Exit.ROOM_TAKEN);
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.ACCEPTED);

    cohost.as("cleo", new CohostCommand.Accept("cleo"));
    cohost.enterAll();
    assertThat(cohost.state.rooms()).containsExactly("r1", "r3");
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.CONNECTING);
    cohost.connect("anna", "cleo");
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.LIVE);
  }

  @Test
  void shouldFailWhenNobodyElseMayComeAfterARoomIsTaken() {
    Staged cohost = new Staged(CohostMode.COHOST, "anna", "bob", "cleo");
    cohost.as("bob", new CohostCommand.Accept("bob"));
    cohost.held("r1");
    cohost.refusedBy("r2", SlotWord.Code.TAKEN, "it is in session other");
    cohost.in("r1");
    cohost.passAndLook(30);
    assertThat(cohost.seat("cleo").exit()).isEqualTo(Seat.Exit.EXPIRED);
    assertThat(cohost.state.status()).isEqualTo(CohostStatus.FAILED);
    cohost.freed("r1");
    assertThat(cohost.state.isAtRest()).isTrue();
  }
}
