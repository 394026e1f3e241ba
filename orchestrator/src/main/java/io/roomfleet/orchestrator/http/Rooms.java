package io.roomfleet.orchestrator.http;

import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.EventPage;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.api.room.RoomPage;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SwitchLineRequest;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP API needs of live rooms. Bodies come in checked against the rules on their records,
 * and with known regions; what only the room knows (its state, its revision) is the room's to
 * check.
 *
 * <p>{@code expectedRevision} is the caller's {@code If-Match}, null when any will do; the room
 * compares it and refuses with 412 {@code stale_revision}. An unknown room is 404 {@code
 * room_not_found}. Ids are passed as they came in the path: they may be any text.
 */
public interface Rooms {
  CompletionStage<Outcome<Room>> create(Caller caller, CreateRoomRequest request);

  CompletionStage<Outcome<Room>> get(String roomId);

  /**
   * Lists from the view, in an order that stays the same from page to page.
   *
   * @param pageSize 1 to 200
   * @param pageToken the {@code nextPageToken} of the page before, as the view gave it; null for
   *     the first page. A token that the view cannot read is 400 {@code bad_page_token}.
   */
  CompletionStage<Outcome<RoomPage>> list(
      RoomFilter filter, int pageSize, @Nullable String pageToken);

  CompletionStage<Outcome<Room>> start(
      Caller caller, String roomId, @Nullable Long expectedRevision);

  /**
   * Plays another line in all sub-rooms that follow the room.
   *
   * @param request its line is given; 422 {@code unknown_line} when the room has no such line, 422
   *     {@code line_active} when it plays that one
   */
  CompletionStage<Outcome<Room>> switchLine(
      Caller caller, String roomId, SwitchLineRequest request, @Nullable Long expectedRevision);

  CompletionStage<Outcome<Room>> end(
      Caller caller, String roomId, @Nullable String reason, @Nullable Long expectedRevision);

  CompletionStage<Outcome<Room>> cancel(
      Caller caller, String roomId, @Nullable String reason, @Nullable Long expectedRevision);

  /**
   * Adds all of the sub-rooms or none.
   *
   * @return those added, in the order of the request, with the room's revision
   */
  CompletionStage<Outcome<SubRoomPage>> addSubRooms(
      Caller caller, String roomId, AddSubRoomsRequest request, @Nullable Long expectedRevision);

  /**
   * Events with a sequence above {@code afterSequence}, oldest first.
   *
   * @param afterSequence 0 or more
   * @param pageSize 1 to 200
   */
  CompletionStage<Outcome<EventPage>> events(String roomId, long afterSequence, int pageSize);

  /**
   * The same events without end: those there are, then each as it happens, no gap and none twice.
   *
   * <p>The room is known to exist when this is called. The source fails when events cannot be read;
   * the client then comes back with the last sequence it has.
   */
  Source<RoomEvent, NotUsed> eventStream(String roomId, long afterSequence);
}
