package io.roomfleet.orchestrator.subroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.Ladder;
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
            new RoomBrief.Line("main", "eu-west", null),
            new RoomBrief.Line("backup", "us-east", BACKUP));
    RoomBrief.Line now = lines.get(active.equals("main") ? 0 : 1);
    return new RoomBrief(
        "room-1", version, Wanted.LIVE, now.sourceRegion(), active, now.upstream(), null, lines);
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
    assertThat(then.line()).isEqualTo(new RoomBrief.Line("backup", "us-east", BACKUP));
  }

  @Test
  void shouldPlayItsOwnWhateverTheRoomPlaysUntilItFollowsAgain() {
    SubRoomState own = asked(following, "backup", "q1");
    assertThat(own.line()).isEqualTo(new RoomBrief.Line("backup", "us-east", BACKUP));
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
    assertThat(LineSwitches.refusal(following, "third").detail())
        .isEqualTo("lineId: third (expected: main or backup)");
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
}
