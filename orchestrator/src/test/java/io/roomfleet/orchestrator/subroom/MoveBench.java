package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.steering.RouteWord;
import io.roomfleet.orchestrator.subroom.RoomBrief.Wanted;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A sub-room without its actor: its state, its places, and a clock that the test moves. The test
 * speaks for the ledgers, and reads what they are told.
 */
final class MoveBench {
  static final Amount MISSING = new Amount(250, 0, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FleetView fleet;
  private final ActorRef<RegionCommand.Released> freed;
  private final List<Told> told = new ArrayList<>();
  private final List<SubRoomEvent> happened = new ArrayList<>();
  private final List<SubRoomStatus> statuses = new ArrayList<>();
  private Places places;
  private SubRoomState state;
  private Instant now = Instant.parse("2026-11-11T12:00:00Z");

  /** A command that a ledger was sent. */
  record Told(String region, RegionCommand command) {}

  MoveBench(FleetView fleet, ActorRef<RegionCommand.Released> freed, String wantedRegion) {
    this.fleet = fleet;
    this.freed = freed;
    crash();
    SubRoomSpec spec =
        new SubRoomSpec(
            "de",
            "DE",
            "de-DE",
            "Europe/Berlin",
            new Ladder(null, List.of(Rendition.P360), 25),
            wantedRegion,
            null,
            0);
    happens(SubRoom.follow(null, spec, brief(1, Wanted.LIVE, "main"), now));
  }

  private static RoomBrief brief(long version, Wanted wanted, String line) {
    return new RoomBrief(
        "room-1", version, wanted, "eu-west", line, URI.create("http://s/relay/" + line), null);
  }

  /** Plays in a region, on its agent 1; all that led there is forgotten. */
  MoveBench playingIn(String region) {
    tick(Duration.ofMillis(500));
    while (!lastOrder().region().equals(region)) {
      says(lastOrder().region(), refused(attemptIn(lastOrder().region())));
    }
    says(region, held(region, 1, 3, Phase.RUNNING, null));
    return forget();
  }

  MoveBench forget() {
    told.clear();
    happened.clear();
    statuses.clear();
    return this;
  }

  SubRoomState state() {
    return state;
  }

  Instant now() {
    return now;
  }

  /** All that is not in the journal is lost. */
  void crash() {
    places =
        new Places(
            "room-1/de",
            new SubRoomSettings(PATIENCE, Duration.ofHours(4)),
            fleet,
            new SubRoomLinks() {
              @Override
              public void toRoutes(RouteWord.SubRoomTold told) {}

              @Override
              public void toCalendar(String region, CalendarCommand command) {}

              @Override
              public void toLedger(String region, RegionCommand command) {
                told.add(new Told(region, command));
              }

              @Override
              public void toRoom(
                  String roomId,
                  String subRoomId,
                  long version,
                  SubRoomStatus status,
                  List<Report> reports,
                  List<CopyHeard> copies) {}
            },
            new CopyPost(),
            freed);
    if (state != null) {
      state = Json.read(Json.write(state), SubRoomState.class);
      places.drive(state, now);
    }
  }

  void tick(Duration duration) {
    now = now.plus(duration);
    happens(places.due(state, now));
  }

  void says(String region, LedgerWord word) {
    happens(places.said(state, region, word, now));
  }

  void freed(long attempt) {
    happens(SubRoomMoves.freed(state, attempt, now));
  }

  void follows(Wanted wanted, String line) {
    happens(
        SubRoom.follow(state, state.spec(), brief(state.brief().version() + 1, wanted, line), now));
  }

  void closes() {
    happens(SubRoom.close(state, "test", "enough", "close-1", now));
  }

  /** Asks for a move; null when it was not refused. */
  SubRoomReply.Refused asks(String region) {
    Places.Asked asked =
        places.move(
            state, new SubRoomCommand.Move(region, "warm", "token:a", "r-1", null, null), now);
    happens(asked.events());
    return asked.refused();
  }

  private void happens(List<SubRoomEvent> events) {
    for (SubRoomEvent event : events) {
      state = SubRoom.apply(state, Json.read(Json.write(event), SubRoomEvent.class));
      happened.add(event);
      statuses.add(state.status());
    }
    places.drive(state, now);
  }

  /** What happened, by the events' short names. */
  List<String> happened() {
    return happened.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  <E extends SubRoomEvent> E last(Class<E> kind) {
    return happened.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((a, b) -> b)
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " in " + happened));
  }

  /** Every status that it went through. */
  List<SubRoomStatus> statuses() {
    return statuses;
  }

  private Told lastOrder() {
    return told.stream()
        .filter(each -> each.command() instanceof RegionCommand.Reserve)
        .reduce((a, b) -> b)
        .orElseThrow(() -> new AssertionError("nothing was ordered"));
  }

  /** The regions that were sent an order, in turn. */
  List<String> ordered() {
    return told.stream()
        .filter(each -> each.command() instanceof RegionCommand.Reserve)
        .map(Told::region)
        .toList();
  }

  List<RegionCommand.Reserve> ordersIn(String region) {
    return told.stream()
        .filter(each -> each.region().equals(region))
        .filter(each -> each.command() instanceof RegionCommand.Reserve)
        .map(each -> (RegionCommand.Reserve) each.command())
        .toList();
  }

  List<RegionCommand.Release> releasesIn(String region) {
    return told.stream()
        .filter(each -> each.region().equals(region))
        .filter(each -> each.command() instanceof RegionCommand.Release)
        .map(each -> (RegionCommand.Release) each.command())
        .toList();
  }

  /** The newest attempt that a region was asked with. */
  long attemptIn(String region) {
    List<RegionCommand.Reserve> orders = ordersIn(region);
    return orders.get(orders.size() - 1).order().attempt();
  }

  /**
   * That agent {@code <region>-<number>} holds the newest order.
   *
   * @param phase as the agent says, null before it says anything
   * @param leave why it should go, null when it may stay
   */
  LedgerWord.Held held(String region, int number, long epoch, Phase phase, String leave) {
    return held(
        region,
        number,
        epoch,
        ordered().contains(region) ? attemptIn(region) : state.place().attempt(),
        phase,
        leave);
  }

  LedgerWord.Held held(
      String region, int number, long epoch, long attempt, Phase phase, String leave) {
    String agentId = region + "-" + number;
    return new LedgerWord.Held(
        attempt,
        agentId,
        epoch,
        URI.create("http://" + agentId),
        "has room",
        List.of(),
        "agent was drained",
        phase == null ? null : report(agentId, epoch, phase),
        leave == null ? null : new LedgerWord.Leave(leave, now.plusSeconds(300), true),
        null);
  }

  /** The same word while its turn to go has not come. */
  static LedgerWord.Held notYet(LedgerWord.Held word) {
    return new LedgerWord.Held(
        word.attempt(),
        word.agentId(),
        word.epoch(),
        word.mediaUrl(),
        word.why(),
        word.candidates(),
        word.cause(),
        word.state(),
        new LedgerWord.Leave(word.leave().cause(), word.leave().deadline(), false),
        word.copy());
  }

  static URI playlist(String agentId) {
    return URI.create("http://" + agentId + "/hls/room-1/de/master.m3u8");
  }

  private AssignmentState report(String agentId, long epoch, Phase phase) {
    return new AssignmentState(
        "transcode/room-1/de",
        epoch,
        AssignmentKind.TRANSCODE,
        phase,
        now,
        phase == Phase.FAILED ? "ffmpeg: exit 1" : null,
        1L,
        0,
        null,
        null,
        phase == Phase.RUNNING ? playlist(agentId) : null,
        null,
        List.of());
  }

  LedgerWord.Refused refused(long attempt) {
    return new LedgerWord.Refused(attempt, MISSING, "no agent has 0.25 units left", List.of());
  }

  static LedgerWord.Dropped dropped(long attempt) {
    return new LedgerWord.Dropped(attempt, attempt, "its agent was lost");
  }
}
