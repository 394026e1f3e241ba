package io.roomfleet.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.RoomSession;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomSpec;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.RoomBrief;
import io.roomfleet.orchestrator.subroom.SubRoom;
import io.roomfleet.orchestrator.subroom.SubRoomEvent;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import io.roomfleet.orchestrator.subroom.SubRoomState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Replays of a room and a sub-room on nodes whose clocks differ. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryServiceTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");
  private static final SubRoomSpec DE =
      new SubRoomSpec(
          "de",
          "DE",
          "de-DE",
          "Europe/Berlin",
          new Ladder(null, List.of(Rendition.P360), 25),
          null,
          null,
          0);

  private final ActorTestKit kit = ActorTestKit.create();

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  private static Instant at(long second) {
    return T.plusSeconds(second);
  }

  private HistoryService history(Map<String, List<?>> journals) {
    CurrentEventsByPersistenceIdQuery journal =
        (persistenceId, from, to) ->
            Source.from(List.<Object>copyOf(journals.getOrDefault(persistenceId, List.of())))
                .zipWithIndex()
                .map(
                    each ->
                        new EventEnvelope(
                            Offset.noOffset(),
                            persistenceId,
                            1 + (long) each.second(),
                            each.first(),
                            0L));
    return new HistoryService(kit.system(), journal, () -> at(1000));
  }

  private static RoomReplay done(CompletionStage<Outcome<RoomReplay>> answer) throws Exception {
    return ((Outcome.Done<RoomReplay>) answer.toCompletableFuture().get(10, TimeUnit.SECONDS))
        .value();
  }

  private static RoomEvent.Created created() {
    RoomSpec spec =
        new RoomSpec(
            "Promo",
            "host-1",
            RoomMode.SINGLE_HOST,
            at(0),
            null,
            Duration.ofMinutes(10),
            "eu-west",
            List.of(new RoomSpec.LineSpec("main", LineKind.RTMP, null, "secretsecret")),
            null);
    return new RoomEvent.Created("r", spec, "token:admin", "c", at(0));
  }

  /**
   * Two events of a sub-room whose clock is ahead by so many seconds; the second one is a report.
   */
  private static List<SubRoomEvent> ahead(long seconds) {
    RoomBrief brief = new RoomBrief("r", 1, RoomBrief.Wanted.READY, "eu-west", "main", null, null);
    return List.of(
        new SubRoomEvent.Requested(DE, brief, at(2 + seconds)),
        new SubRoomEvent.Placing("eu-west", 1, "the cheapest", at(3 + seconds)));
  }

  private static Report reportOf(List<SubRoomEvent> events) {
    SubRoomState state = null;
    for (SubRoomEvent event : events) {
      state = SubRoom.apply(state, event);
    }
    return state.outbox().waiting().get(0);
  }

  @Test
  void shouldShowNothingOfASubRoomBeforeItKnowsOfItselfButWhatItsRoomKnows() throws Exception {
    HistoryService history =
        history(
            Map.of(
                "room|r",
                List.of(created(), new RoomEvent.SubRoomAdded(DE, "token:admin", "a", at(1))),
                "sub-room|r/de",
                ahead(0)));
    assertThat(done(history.replay("r", at(1))).subRooms().get(0).status())
        .isEqualTo(SubRoomStatus.REQUESTED);
    assertThat(done(history.replay("r", at(1))).subRooms().get(0).createdAt()).isEqualTo(at(1));
    assertThat(done(history.replay("r", at(2))).subRooms().get(0).createdAt()).isEqualTo(at(2));
    assertThat(done(history.replay("r", at(3))).subRooms().get(0).status())
        .isEqualTo(SubRoomStatus.PLACING);
    assertThat(done(history.replay("r", 1)).subRooms()).isEmpty();
  }

  @Test
  void shouldShowASubRoomNoFurtherBackThanWhatItsRoomHadHeardOfIt() throws Exception {
    List<SubRoomEvent> events = ahead(60);
    HistoryService history =
        history(
            Map.of(
                "room|r",
                List.of(
                    created(),
                    new RoomEvent.SubRoomAdded(DE, "token:admin", "a", at(1)),
                    new RoomEvent.SubRoomReported("de", reportOf(events), at(4))),
                "sub-room|r/de",
                events));
    assertThat(done(history.replay("r", at(3))).subRooms().get(0).createdAt()).isEqualTo(at(1));
    assertThat(done(history.replay("r", at(4))).subRooms().get(0).status())
        .isEqualTo(SubRoomStatus.PLACING);
  }

  @Test
  void shouldSayWhichSessionHadTheRoom() throws Exception {
    List<RoomEvent> events =
        List.of(
            created(),
            slot(new SlotEvent.Held("c1", 1, at(20), at(10))),
            slot(new SlotEvent.Entered("c1", 1, at(12))),
            slot(new SlotEvent.Freed("c1", 1, "over", at(90))),
            slot(new SlotEvent.Held("c2", 1, at(110), at(100))));
    HistoryService history = history(Map.of("room|r", events));
    assertThat(done(history.replay("r", at(9))).session()).isNull();
    assertThat(done(history.replay("r", at(11))).session())
        .isEqualTo(new RoomSession("c1", at(20)));
    assertThat(done(history.replay("r", at(89))).session()).isEqualTo(new RoomSession("c1", null));
    assertThat(done(history.replay("r", at(90))).session()).isNull();
    assertThat(done(history.replay("r", at(109))).session())
        .isEqualTo(new RoomSession("c2", at(110)));
    assertThat(done(history.replay("r", at(110))).session()).as("it has lapsed").isNull();
  }

  private static RoomEvent slot(SlotEvent event) {
    return new RoomEvent.SlotChanged(event, event.at());
  }
}
