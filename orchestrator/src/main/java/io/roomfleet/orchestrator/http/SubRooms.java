package io.roomfleet.orchestrator.http;

import io.roomfleet.api.room.MigrateRequest;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SwitchLineRequest;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP API needs of regional sub-rooms.
 *
 * <p>An unknown room is 404 {@code room_not_found}, an unknown sub-room of a known room 404 {@code
 * sub_room_not_found}.
 */
public interface SubRooms {
  CompletionStage<Outcome<SubRoom>> get(String roomId, String subRoomId);

  /**
   * Lists a room's sub-rooms from the view.
   *
   * @param pageSize 1 to 200
   * @param pageToken as for {@link Rooms#list}
   */
  CompletionStage<Outcome<SubRoomPage>> list(
      String roomId, int pageSize, @Nullable String pageToken);

  /** Takes a sub-room down for good. */
  CompletionStage<Outcome<SubRoom>> close(
      Caller caller,
      String roomId,
      String subRoomId,
      @Nullable String reason,
      @Nullable Long expectedRevision);

  /**
   * Moves a sub-room to another region; it plays on until it plays there. Answered as soon as that
   * is decided: the sub-room's {@code move} is null when there was nothing to do.
   *
   * @param request its region is configured, checked before; 422 {@code region_not_allowed} when
   *     the sub-room may not run there, 409 {@code no_place} when it could go nowhere
   */
  CompletionStage<Outcome<SubRoom>> migrate(
      Caller caller,
      String roomId,
      String subRoomId,
      MigrateRequest request,
      @Nullable Long expectedRevision);

  /**
   * Plays a line of its own, or follows its room again.
   *
   * @param request without a line: follow the room; 422 {@code unknown_line} when the room has no
   *     such line, 422 {@code line_active} when it plays that one, or follows its room already
   */
  CompletionStage<Outcome<SubRoom>> switchLine(
      Caller caller,
      String roomId,
      String subRoomId,
      SwitchLineRequest request,
      @Nullable Long expectedRevision);
}
