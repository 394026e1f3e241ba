package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Canvas;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.CohostReply.Refused;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.platform.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One session, whose rooms and agents say what a test lets them say. */
final class Staged {
  static final Instant START = Instant.parse("2026-11-28T20:00:00Z");
  static final PkRules PK =
      new PkRules(
          Duration.ofSeconds(3),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          1,
          Duration.ofSeconds(30));

  /** Another than the usual. */
  static final Canvas CANVAS = new Canvas(640, 360, 25);

  CohostState state;
  Instant now = START;
  final List<CohostEvent> made = new ArrayList<>();
  private int requests;

  /** Invited are the hosts of rooms r1, r2, and so on; the first invites. */
  Staged(CohostMode mode, String... ids) {
    List<SeatSpec> seats = new ArrayList<>();
    for (String id : ids) {
      seats.add(host(id, "r" + (seats.size() + 1)));
    }
    take(CohostSession.create(null, "s", spec(mode, seats), asker(ids[0]), now));
  }

  static CohostSpec spec(CohostMode mode, List<SeatSpec> seats) {
    return new CohostSpec(
        mode,
        seats,
        mode.hasVideo() ? Layout.SIDE_BY_SIDE : null,
        CohostTimes.DEFAULT,
        mode == CohostMode.PK ? PK : null,
        CANVAS);
  }

  static SeatSpec host(String id, String room) {
    return new SeatSpec(id, SeatSpec.Kind.HOST, room, id, null);
  }

  static SeatSpec guest(String id) {
    return new SeatSpec(id, SeatSpec.Kind.GUEST, "r1", id, null);
  }

  /** All have accepted, all rooms are in it, all are connected. */
  static Staged live(CohostMode mode, String... ids) {
    Staged staged = new Staged(mode, ids);
    Stream.of(ids).skip(1).forEach(id -> staged.as(id, new CohostCommand.Accept(id)));
    staged.enterAll();
    staged.connect(ids);
    return staged;
  }

  Asker asker(String seatId) {
    return new Asker("test", seatId, "q" + ++requests, null);
  }

  private Refused take(CohostSession.Decision decision) {
    fold(decision.events());
    return decision.refusal();
  }

  void fold(List<CohostEvent> events) {
    for (CohostEvent event : events) {
      state = CohostSession.apply(state, Json.read(Json.write(event), CohostEvent.class));
      made.add(event);
    }
    assertThat(Json.read(Json.write(state), CohostState.class)).isEqualTo(state);
  }

  Refused tell(CohostCommand command, Asker asker) {
    return take(CohostSession.decide(state, command, asker, now));
  }

  /** Is not refused. */
  void as(String seatId, CohostCommand command) {
    assertThat(tell(command, asker(seatId))).as("%s by %s", command, seatId).isNull();
  }

  void asOperator(CohostCommand command) {
    as(null, command);
  }

  void isRefused(String seatId, CohostCommand command, CohostReply.Code code, String detail) {
    List<CohostEvent> before = List.copyOf(made);
    Refused refused = tell(command, asker(seatId));
    assertThat(refused).as("%s by %s", command, seatId).isEqualTo(new Refused(code, detail));
    assertThat(made.subList(before.size(), made.size()))
        .as("a refusal changes nothing")
        .allMatch(event -> event instanceof CohostEvent.SeatLeft || isConsequence(event));
  }

  private static boolean isConsequence(CohostEvent event) {
    return event instanceof CohostEvent.Ended e && e.requestId() == null;
  }

  /** Time goes by, and nobody looks. */
  void pass(Duration time) {
    now = now.plus(time);
  }

  void pass(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** Time goes by, and the session looks then. */
  void passAndLook(long seconds) {
    pass(seconds);
    fold(CohostSession.due(state, now));
  }

  Map<String, SlotCall> calls() {
    return CohostRooms.calls(state);
  }

  SlotCall hear(String room, SlotWord word) {
    CohostRooms.Heard heard = CohostRooms.heard(state, room, word, now);
    fold(heard.events());
    return heard.answer();
  }

  long attempt(String room) {
    return state.claims().get(room).attempt();
  }

  void held(String room) {
    hear(room, new SlotWord.Held("s", attempt(room), now.plusSeconds(10)));
  }

  void in(String room) {
    hear(room, new SlotWord.In("s", attempt(room)));
  }

  void refusedBy(String room, SlotWord.Code code, String detail) {
    hear(room, new SlotWord.Refused("s", attempt(room), code, detail));
  }

  void lost(String room, String reason) {
    hear(room, new SlotWord.Lost("s", attempt(room), reason));
  }

  void freed(String room) {
    hear(room, new SlotWord.Freed("s", attempt(room)));
  }

  /** Every room says yes to all that it is asked. */
  void enterAll() {
    for (int round = 0; round < 20; round++) {
      calls()
          .forEach(
              (room, call) -> {
                if (call instanceof SlotCall.Hold) {
                  held(room);
                } else if (call instanceof SlotCall.Confirm) {
                  in(room);
                } else {
                  freed(room);
                }
              });
    }
  }

  void connect(String... ids) {
    Stream.of(ids).forEach(id -> media(id, true));
  }

  void media(String id, boolean comes) {
    fold(CohostSession.stage(state, List.of(), Map.of(id, comes), now));
  }

  Refused score(String eventId, String room, long points) {
    return tell(
        new CohostCommand.Count(List.of(new Score(eventId, room, points, "gift"))), asker(null));
  }

  Seat seat(String id) {
    return state.seats().get(id);
  }

  List<String> types() {
    return made.stream().map(event -> Json.tree(event).get("type").asText()).toList();
  }
}
