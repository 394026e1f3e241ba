package io.roomfleet.orchestrator.subroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.PlayedLine;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.subroom.RoomBrief.Wanted;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sub-room plays its room's line, or one of its own. */
class LineSwitchesTest {
  private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");
  private static final Instant LIVE = NOW.minusSeconds(300);
  private static final URI BACKUP = URI.create("http://us-east-1/relay/room-1/backup.ts");
  private static final SubRoomSpec SPEC =
      new SubRoomSpec(
          "de",
          "DE",
          "de-DE",
          "Europe/Berlin",
          new Ladder(null, List.of(Rendition.P360), 25),
          null,
          null,
          0);

  private static RoomBrief brief(long version, String active) {
    List<RoomBrief.Line> lines =
        List.of(
            new RoomBrief.Line("main", "eu-west", null, active.equals("main") ? LIVE : null),
            new RoomBrief.Line("backup", "us-east", BACKUP, LIVE),
            new RoomBrief.Line("third", "us-east", null, null));
    RoomBrief.Line now = lines.get(active.equals("main") ? 0 : 1);
    return new RoomBrief(
        "room-1",
        version,
        Wanted.LIVE,
        now.sourceRegion(),
        active,
        now.upstream(),
        null,
        lines,
        LineSwitching.DEFAULT);
  }

  private static SubRoomState fold(SubRoomState state, List<SubRoomEvent> events) {
    SubRoomState next = state;
    for (SubRoomEvent event : events) {
      next = SubRoom.apply(next, Json.read(Json.write(event), SubRoomEvent.class));
    }
    return next;
  }

  private static SubRoomState asked(SubRoomState state, String lineId, String requestId) {
    assertThat(LineSwitches.refusal(state, lineId)).isNull();
    return fold(
        state,
        LineSwitches.asked(
            state,
            new SubRoomCommand.SwitchLine(lineId, "it stutters", "token:x", requestId, null, null),
            NOW));
  }

  private final SubRoomState following =
      fold(null, SubRoom.follow(null, SPEC, brief(1, "main"), NOW));

  @Test
  void shouldPlayTheLineOfItsRoom() {
    assertThat(following.line().id()).isEqualTo("main");
    SubRoomState then = fold(following, SubRoom.follow(following, SPEC, brief(2, "backup"), NOW));
    assertThat(then.line()).isEqualTo(new RoomBrief.Line("backup", "us-east", BACKUP, LIVE));
  }

  @Test
  void shouldPlayItsOwnWhateverTheRoomPlaysUntilItFollowsAgain() {
    SubRoomState own = asked(following, "backup", "q1");
    assertThat(own.line()).isEqualTo(new RoomBrief.Line("backup", "us-east", BACKUP, LIVE));
    assertThat(own.revision()).isEqualTo(following.revision() + 1);
    assertThat(own.outbox().waiting()).extracting(Report::type).contains("sub_room.line_switched");
    own = fold(own, SubRoom.follow(own, SPEC, brief(2, "backup"), NOW));
    own = fold(own, SubRoom.follow(own, SPEC, brief(3, "main"), NOW));
    assertThat(own.line().id()).isEqualTo("backup");
    SubRoomState again = asked(own, null, "q2");
    assertThat(again.line().id()).isEqualTo("main");
    assertThat(again.lineWish().lastRequest()).isEqualTo("q2");
  }

  @Test
  void shouldFollowAnotherChoiceOfTheRoomAgainWhenNobodyAskedForItsOwn() {
    SubRoomState own =
        fold(
            following,
            List.of(
                new SubRoomEvent.LineSwitched(
                    "main", "backup", "backup", true, "main is starved", "agent:a", null, NOW)));
    own = fold(own, SubRoom.follow(own, SPEC, brief(2, "main"), NOW));
    assertThat(own.line().id()).as("the room's line is the same").isEqualTo("backup");
    own = fold(own, SubRoom.follow(own, SPEC, brief(3, "backup"), NOW));
    assertThat(own.lineWish().own()).isNull();
  }

  @Test
  void shouldRefuseWhatIsNotThereOrIsSoAlready() {
    assertThat(LineSwitches.refusal(following, "fourth").detail())
        .isEqualTo("lineId: fourth (expected: main or backup or third)");
    assertThat(LineSwitches.refusal(following, null).code()).isEqualTo("line_active");
    SubRoomState own = asked(following, "backup", "q1");
    assertThat(LineSwitches.refusal(own, "backup").detail())
        .isEqualTo("lineId: backup (expected: another than the active one, backup)");
  }

  @Test
  void shouldStayOnTheRoomsLineWhenThatIsItsOwn() {
    SubRoomState pinned = asked(following, "main", "q1");
    pinned = fold(pinned, SubRoom.follow(pinned, SPEC, brief(2, "backup"), NOW));
    assertThat(pinned.line().id()).isEqualTo("main");
  }

  private static AssignmentState plays(String lineId, String cause) {
    return plays(lineId, cause, "main");
  }

  private static AssignmentState plays(String lineId, String cause, String insteadOf) {
    return new AssignmentState(
        "transcode/room-1/de",
        1,
        AssignmentKind.TRANSCODE,
        Phase.RUNNING,
        NOW,
        null,
        1L,
        0,
        null,
        null,
        URI.create("http://a/hls/room-1/de/master.m3u8"),
        null,
        List.of(),
        cause == null ? PlayedLine.wanted(lineId) : new PlayedLine(lineId, cause, insteadOf));
  }

  private static SubRoomState held(SubRoomState state) {
    return fold(
        state,
        List.of(
            new SubRoomEvent.Placing("eu-west", 7, "asked for", NOW),
            new SubRoomEvent.Placed(
                "eu-west",
                "a-1",
                1,
                7,
                "ordered",
                new Placement(NOW, "eu-west", "a-1", "why", new Capacity(1, 1, 1), null, List.of()),
                NOW)));
  }

  @Test
  void shouldTakeWhatItsAgentWentOverToForItsLineAndGoBackWhenTheRoomsIsClear() {
    SubRoomState state = held(following);
    assertThat(LineSwitches.adopted(state, plays("main", null), NOW)).isEmpty();
    assertThat(LineSwitches.adopted(state, plays("backup", null), NOW)).as("a bridge").isEmpty();
    SubRoomState own =
        fold(state, LineSwitches.adopted(state, plays("backup", "main brought no video"), NOW));
    assertThat(own.line().id()).isEqualTo("backup");
    assertThat(own.lineWish().automatic()).isTrue();
    assertThat(LineSwitches.adopted(own, plays("backup", "main brought no video"), NOW)).isEmpty();

    assertThat(LineSwitches.due(own, NOW.plusSeconds(29))).isEmpty();
    SubRoomState back = fold(own, LineSwitches.due(own, NOW.plusSeconds(30)));
    assertThat(back.lineWish().own()).isNull();
    Instant later = NOW.plusSeconds(40);
    SubRoomState again =
        fold(back, LineSwitches.adopted(back, plays("backup", "main brought no video"), later));
    assertThat(LineSwitches.due(again, later.plusSeconds(59))).as("twice as long").isEmpty();
    assertThat(LineSwitches.due(again, later.plusSeconds(60))).hasSize(1);
  }

  @Test
  void shouldNotTakeAChoiceThatWasMadeBeforeTheNewestOrderCame() {
    SubRoomState asked = asked(held(following), "backup", "q1");
    SubRoomState back = asked(asked, null, "q2");
    AssignmentState late = plays("third", "line backup brought no video", "backup");
    assertThat(LineSwitches.adopted(back, late, NOW)).isEmpty();
  }

  @Test
  void shouldBeAtRestOnceItFollowsItsRoomAgain() {
    SubRoomState own =
        fold(
            held(following),
            LineSwitches.adopted(held(following), plays("backup", "main brought no video"), NOW));
    assertThat(LineSwitches.isOpen(own)).isTrue();
    SubRoomState back = fold(own, LineSwitches.due(own, NOW.plusSeconds(30)));
    assertThat(LineSwitches.isOpen(back)).isFalse();
    assertThat(back.lineWish().automatic()).isFalse();
  }

  private static SubRoomState told(SubRoomState state, String line, String to, Instant at) {
    SubRoomCommand.LeaveLine word =
        new SubRoomCommand.LeaveLine(line, to, "viewers stall", "alert:room-1.4");
    return fold(state, LineSwitches.told(state, word, at));
  }

  @Test
  void shouldLeaveALineThatItsAlertsFindBadAndTakeThatBack() {
    SubRoomState state = held(following);
    assertThat(told(state, "backup", null, NOW)).as("not what it plays").isEqualTo(state);
    SubRoomState own = told(state, "main", null, NOW);
    assertThat(own.line().id()).isEqualTo("backup");
    assertThat(own.lineWish().left()).isEqualTo("viewers stall");
    assertThat(told(own, "backup", null, NOW.plusSeconds(1)).line().id())
        .as("held, and nothing else brings video")
        .isEqualTo("backup");
    SubRoomState back = told(own, "backup", "main", NOW.plusSeconds(1));
    assertThat(back.lineWish().own()).isNull();
    assertThat(back.lineWish().left()).isNull();
    assertThat(told(back, "main", null, NOW.plusSeconds(5)).line().id()).isEqualTo("main");
  }

  @Test
  void shouldNotTakeBackWhatItsAgentDid() {
    SubRoomState own =
        fold(
            held(following),
            LineSwitches.adopted(held(following), plays("backup", "main brought no video"), NOW));
    assertThat(told(own, "backup", "main", NOW.plusSeconds(30))).isEqualTo(own);
  }

  @Test
  void shouldNotLeaveALineThatSomebodyAskedFor() {
    SubRoomState own = asked(held(following), "backup", "q1");
    assertThat(told(own, "backup", null, NOW.plusSeconds(300))).isEqualTo(own);
  }

  @Test
  void shouldTellItsAgentWhatItMayPlayInsteadWhereTheRoomWantsThat() {
    assertThat(following.brief().failover("main"))
        .isEqualTo(new LineFailover(500, List.of(new LineFailover.Line("backup", BACKUP))));
    assertThat(following.brief().failover("backup")).as("main is nowhere").isNull();
  }
}
