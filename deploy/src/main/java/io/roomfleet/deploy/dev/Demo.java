package io.roomfleet.deploy.dev;

import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.Calls.RoomFilter;
import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.Playback;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.deploy.cli.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A promo broadcast with a test source in three markets, by the same public API that everybody
 * uses. A room of an earlier demo that is still live is shown instead of a second one.
 */
final class Demo {
  private static final String HOST_ID = "roomfleet-demo";
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long PAUSE_MILLIS = 300;

  /** Two renditions a market: what two cores carry three times. */
  private static final Ladder LADDER =
      new Ladder(null, List.of(Rendition.P360, Rendition.P180), 25);

  private static final List<SubRoomRequest> MARKETS =
      List.of(
          market("DE", "de-DE", "Europe/Berlin", "eu-west"),
          market("ID", "id-ID", "Asia/Jakarta", "ap-southeast"),
          market("US", "en-US", "America/New_York", "us-east"));

  private final RoomfleetClient client;
  private final Progress progress;
  private final Map<String, String> shown = new HashMap<>();

  Demo(ReadyFile ready, Progress progress) {
    this.client = new RoomfleetClient(ready.apiUrl(), ready.token(), Json.CODEC);
    this.progress = progress;
  }

  /**
   * Starts the broadcast and shows its sub-rooms until all are live, three minutes at most.
   *
   * @return true when all are
   */
  boolean run() throws InterruptedException {
    Optional<Room> earlier = earlier();
    Room room = earlier.isPresent() ? earlier.get() : schedule();
    progress.step(
        "demo",
        "%s \"%s\" (%s)"
            .formatted(
                earlier.isPresent() ? "goes on with" : "scheduled", room.title(), room.id()));
    if (room.status() != RoomStatus.LIVE) {
      client.send(Calls.start(room.id()).withIdempotencyKey(UUID.randomUUID().toString()));
      progress.step("demo", "started");
    }
    return show(room.id());
  }

  private Optional<Room> earlier() {
    return client
        .send(Calls.rooms(new RoomFilter(null, null, HOST_ID, null, null)))
        .value()
        .rooms()
        .stream()
        .filter(room -> !room.status().isFinal())
        .findFirst();
  }

  private Room schedule() {
    Instant startsAt = Instant.now().plus(5, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
    Room room =
        client
            .send(
                Calls.createRoom(
                        new CreateRoomRequest(
                            "Mega sale: one host, three markets",
                            HOST_ID,
                            RoomMode.SINGLE_HOST,
                            startsAt,
                            null,
                            "eu-west",
                            null,
                            List.of(new LineSpec("main", LineKind.TEST, null)),
                            null))
                    .withIdempotencyKey(UUID.randomUUID().toString()))
            .value();
    client.send(
        Calls.addSubRooms(room.id(), new AddSubRoomsRequest(MARKETS))
            .withIdempotencyKey(UUID.randomUUID().toString()));
    return room;
  }

  private boolean show(String roomId) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    List<SubRoom> subRooms = subRooms(roomId);
    while (!allLive(subRooms)) {
      subRooms.forEach(this::showIfNew);
      if (System.nanoTime() > deadline) {
        progress.step(
            "demo",
            "not all sub-rooms are live after %d s; see `roomfleet sub-room list %s`"
                .formatted(LIMIT.toSeconds(), roomId));
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      subRooms = subRooms(roomId);
    }
    subRooms.forEach(this::showIfNew);
    progress.step("demo", subRooms.size() + " sub-rooms are live; they run until you stop them");
    progress.say("");
    progress.say("  Watch them in the console, or play a URL above with any HLS player.");
    progress.say("  roomfleet room show " + roomId);
    progress.say("  roomfleet room events " + roomId + " --watch");
    progress.say("");
    return true;
  }

  private List<SubRoom> subRooms(String roomId) {
    return client.send(Calls.subRooms(roomId, null)).value().subRooms();
  }

  private void showIfNew(SubRoom it) {
    Playback playback = it.playback();
    String text =
        it.status()
            + (it.agentId() == null ? "" : " on " + it.agentId())
            + (it.reason() == null ? "" : ": " + it.reason())
            + (playback == null ? "" : "  " + playback.hls());
    if (!text.equals(shown.put(it.id(), text))) {
      progress.step(it.locale(), text);
    }
  }

  private static boolean allLive(List<SubRoom> subRooms) {
    return !subRooms.isEmpty()
        && subRooms.stream()
            .allMatch(
                it -> it.status() == SubRoomStatus.LIVE || it.status() == SubRoomStatus.CLOSED);
  }

  private static SubRoomRequest market(
      String market, String locale, String timeZone, String region) {
    return new SubRoomRequest(market, locale, timeZone, LADDER, region, null, 1000);
  }
}
