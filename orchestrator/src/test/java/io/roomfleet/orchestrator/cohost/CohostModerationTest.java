package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.CohostCommand.Accept;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.cohost.stage.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the owner of a session may do, and what others may not. */
class CohostModerationTest {
  private final Staged stage = Staged.live(CohostMode.COHOST, "anna", "bob", "carl");

  @Test
  void shouldMuteAndLetOnlyTheOwnerUnmuteWhatTheOwnerMuted() {
    stage.as("bob", new CohostCommand.Mute("bob", true));
    stage.as("bob", new CohostCommand.Mute("bob", false));
    assertThat(stage.seat("bob").muted()).isFalse();
    stage.as("bob", new CohostCommand.Mute("bob", true));
    stage.as("anna", new CohostCommand.Mute("bob", true));
    stage.isRefused(
        "bob",
        new CohostCommand.Mute("bob", false),
        Code.NOT_ALLOWED,
        "seat bob was muted by the owner (expected: anna or an operator unmutes)");
    stage.isRefused(
        "carl",
        new CohostCommand.Mute("bob", false),
        Code.NOT_ALLOWED,
        "seat carl asks (expected: anna, who owns the session, or an operator)");
    stage.media("bob", false);
    stage.media("bob", true);
    assertThat(stage.seat("bob").muted()).as("also after a reconnect").isTrue();
    stage.asOperator(new CohostCommand.Mute("bob", false));
    assertThat(stage.seat("bob").muted()).isFalse();
    assertThat(stage.seat("bob").mutedByOwner()).isFalse();
  }

  @Test
  void shouldRemoveOneAndFreeTheRoom() {
    stage.isRefused(
        "bob",
        new CohostCommand.Remove("carl", "x"),
        Code.NOT_ALLOWED,
        "seat bob asks (expected: anna, who owns the session, or an operator)");
    stage.as("anna", new CohostCommand.Remove("carl", "rude"));
    assertThat(stage.seat("carl").exit()).isEqualTo(Seat.Exit.REMOVED);
    assertThat(stage.calls()).containsOnlyKeys("r3");
    stage.isRefused(
        "anna",
        new CohostCommand.Remove("carl", "x"),
        Code.WRONG_STATE,
        "seat carl is OUT already");
  }

  @Test
  void shouldLetNobodyWhoWasRemovedAskAgainWithoutAnInvitation() {
    SeatSpec vera = Staged.guest("vera");
    stage.as("vera", new CohostCommand.Ask(vera));
    stage.as("anna", new Accept("vera"));
    assertThat(stage.seat("vera").state())
        .as("no room is to be had")
        .isEqualTo(Seat.State.CONNECTING);
    stage.connect("vera");
    stage.as("anna", new CohostCommand.Remove("vera", "rude"));
    stage.isRefused(
        "vera",
        new CohostCommand.Ask(vera),
        Code.NOT_ALLOWED,
        "seat vera was removed (expected: an invitation by anna)");
    stage.as("anna", new CohostCommand.Invite(vera));
    stage.as("vera", new Accept("vera"));
  }

  @Test
  void shouldNotForgetWhoWasRemovedHoweverManyAskAfterwards() {
    SeatSpec vera = Staged.guest("vera");
    stage.as("vera", new CohostCommand.Ask(vera));
    stage.as("anna", new CohostCommand.Remove("vera", "rude"));
    for (int i = 0; i < 60; i++) {
      stage.as("viewer-" + i, new CohostCommand.Ask(Staged.guest("viewer-" + i)));
      stage.as("anna", new CohostCommand.Decline("viewer-" + i, "no"));
    }
    assertThat(stage.state.seats()).doesNotContainKey("viewer-0").containsKey("viewer-59");
    stage.isRefused(
        "vera",
        new CohostCommand.Ask(vera),
        Code.NOT_ALLOWED,
        "seat vera was removed (expected: an invitation by anna)");
  }

  @Test
  void shouldLetTheOwnerAnswerAViewerWhoAsks() {
    stage.as("vera", new CohostCommand.Ask(Staged.guest("vera")));
    stage.isRefused(
        "vera",
        new Accept("vera"),
        Code.NOT_ALLOWED,
        "seat vera asks (expected: anna, who owns the session, or an operator)");
    stage.as("anna", new CohostCommand.Decline("vera", "not now"));
    assertThat(stage.seat("vera").exit()).isEqualTo(Seat.Exit.DECLINED);
    stage.as("vera", new CohostCommand.Ask(Staged.guest("vera")));
    stage.passAndLook(30);
    assertThat(stage.seat("vera").reason()).isEqualTo("the owner gave no answer in PT30S");
    stage.isRefused(
        "dora",
        new CohostCommand.Ask(Staged.host("dora", "r9")),
        Code.INVALID,
        "kind: HOST (expected: GUEST; hosts are invited)");
  }

  @Test
  void shouldHandOver() {
    stage.as("anna", new CohostCommand.HandOver("bob"));
    assertThat(stage.state.owner()).isEqualTo("bob");
    assertThat(stage.state.mixed()).extracting(Seat::id).containsExactly("bob", "anna", "carl");
    stage.isRefused(
        "anna",
        new CohostCommand.HandOver("anna"),
        Code.NOT_ALLOWED,
        "seat anna asks (expected: bob, who owns the session, or an operator)");
    stage.as("bob", new CohostCommand.Invite(Staged.guest("vera")));
    stage.isRefused(
        "bob",
        new CohostCommand.HandOver("vera"),
        Code.WRONG_STATE,
        "seat vera is INVITED (expected: ACCEPTED or CONNECTING or JOINED or RECONNECTING)");
    stage.as("vera", new Accept("vera"));
    stage.isRefused(
        "bob",
        new CohostCommand.HandOver("vera"),
        Code.INVALID,
        "seatId: vera, a GUEST (expected: a HOST)");
  }

  @Test
  void shouldLetNobodyNewComeWhileLocked() {
    stage.as("anna", new CohostCommand.Invite(Staged.guest("vera")));
    stage.as("anna", new CohostCommand.Lock(true));
    stage.isRefused(
        "will",
        new CohostCommand.Ask(Staged.guest("will")),
        Code.LOCKED,
        "session s is locked by its owner");
    stage.isRefused(
        "anna",
        new CohostCommand.Invite(Staged.guest("will")),
        Code.LOCKED,
        "session s is locked by its owner");
    stage.as("vera", new Accept("vera"));
    stage.as("anna", new CohostCommand.Lock(false));
    stage.as("will", new CohostCommand.Ask(Staged.guest("will")));
  }

  @Test
  void shouldChangeTheLayoutLive() {
    Layout grid = new Layout(Layout.Kind.GRID, List.of());
    stage.as("anna", new CohostCommand.Arrange(grid));
    assertThat(stage.state.layout()).isEqualTo(grid);
    int events = stage.made.size();
    stage.as("anna", new CohostCommand.Arrange(grid));
    assertThat(stage.made).as("the same again").hasSize(events);
    Layout wide = new Layout(Layout.Kind.CUSTOM, List.of(new Region(0.5, 0, 0.75, 1)));
    stage.isRefused(
        "anna",
        new CohostCommand.Arrange(wide),
        Code.INVALID,
        "layout.regions[0].x + width: 1.25 (expected: <= 1)");
    Staged voice = Staged.live(CohostMode.VOICE_CHAT, "anna", "bob");
    voice.isRefused(
        "anna",
        new CohostCommand.Arrange(grid),
        Code.INVALID,
        "layout: GRID (expected: none for VOICE_CHAT)");
  }

  @Test
  void shouldRefuseOneMoreThanThereAreSeats() {
    for (int i = 4; i <= 9; i++) {
      stage.as("anna", new CohostCommand.Invite(Staged.host("host-" + i, "r" + i)));
    }
    stage.isRefused(
        "anna",
        new CohostCommand.Invite(Staged.host("host-10", "r10")),
        Code.TOO_MANY_SEATS,
        "in the session or invited: 9 (expected: < 9)");
    stage.as("vera", new CohostCommand.Ask(Staged.guest("vera")));
    stage.isRefused(
        "anna",
        new Accept("vera"),
        Code.TOO_MANY_SEATS,
        "in the session or invited: 9 (expected: < 9)");
    stage.as("host-9", new CohostCommand.Decline("host-9", "no"));
    stage.as("anna", new Accept("vera"));
  }

  @Test
  void shouldRefuseWhomItHasOrWhoseRoomItHas() {
    stage.isRefused(
        "anna",
        new CohostCommand.Invite(Staged.host("bob", "r2")),
        Code.SEAT_EXISTS,
        "seat bob is JOINED (expected: one who is not in the session)");
    stage.isRefused(
        "anna",
        new CohostCommand.Invite(Staged.host("dora", "r2")),
        Code.ROOM_TWICE,
        "seat.roomId: r2 (expected: a room of no other host)");
    stage.isRefused(
        "anna",
        new CohostCommand.Invite(Staged.host("", "r9")),
        Code.INVALID,
        "seat.id: '' (expected: 1 to 64 characters)");
  }

  @Test
  void shouldForgetTheOldestOfManyWhoWentOut() {
    for (int i = 0; i < 120; i++) {
      stage.as("v" + i, new CohostCommand.Ask(Staged.guest("v" + i)));
      stage.as("anna", new CohostCommand.Decline("v" + i, "no"));
    }
    assertThat(stage.state.seats()).hasSizeLessThan(60).containsKeys("anna", "bob", "v119");
    for (int i = 0; i < Seating.MOST_ASKING; i++) {
      stage.as("w" + i, new CohostCommand.Ask(Staged.guest("w" + i)));
    }
    stage.isRefused(
        "x",
        new CohostCommand.Ask(Staged.guest("x")),
        Code.TOO_MANY_SEATS,
        "viewers who ask: 50 (expected: < 50)");
  }
}
