package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.MigrateRequest;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SwitchLineRequest;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.SubRooms;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.subroom.view.SubRoomView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API's view of sub-rooms: asks the sub-room, and its room while the sub-room does not
 * know of itself yet.
 */
public final class SubRoomService implements SubRooms {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ClusterSharding sharding;
  private final SubRoomView view;
  private final BiFunction<String, String, CompletionStage<Outcome<Optional<SubRoom>>>> ofRoom;
  private final InstantSource clock;

  /**
   * @param ofRoom asks a room by its id what it knows of a sub-room; refused when there is no such
   *     room
   */
  public SubRoomService(
      ClusterSharding sharding,
      SubRoomView view,
      BiFunction<String, String, CompletionStage<Outcome<Optional<SubRoom>>>> ofRoom,
      InstantSource clock) {
    this.sharding = sharding;
    this.view = view;
    this.ofRoom = ofRoom;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<SubRoom>> get(String roomId, String subRoomId) {
    return known(
        roomId,
        subRoomId,
        early -> CompletableFuture.completedFuture(Outcome.done(early, early.revision())),
        () -> ref(roomId, subRoomId).ask(SubRoomCommand.Get::new, PATIENCE));
  }

  @Override
  public CompletionStage<Outcome<SubRoomPage>> list(
      String roomId, int pageSize, @Nullable String pageToken) {
    String after = pageToken == null ? "" : pageToken;
    return ofRoom
        .apply(roomId, "")
        .thenCompose(
            room ->
                room.fold(
                    done ->
                        view.list(roomId, after, pageSize + 1)
                            .thenApply(found -> Outcome.done(page(found, pageSize))),
                    refused ->
                        CompletableFuture.completedFuture(Outcome.refused(refused.refusal()))));
  }

  private SubRoomPage page(List<SubRoom> found, int pageSize) {
    boolean more = found.size() > pageSize;
    List<SubRoom> shown = more ? found.subList(0, pageSize) : found;
    return new SubRoomPage(shown, more ? shown.get(pageSize - 1).id() : null, clock.instant());
  }

  @Override
  public CompletionStage<Outcome<SubRoom>> close(
      Caller caller,
      String roomId,
      String subRoomId,
      @Nullable String reason,
      @Nullable Long expectedRevision) {
    return changed(
        roomId,
        subRoomId,
        replyTo ->
            new SubRoomCommand.Close(
                caller.name(), caller.requestId(), reason, expectedRevision, replyTo));
  }

  @Override
  public CompletionStage<Outcome<SubRoom>> migrate(
      Caller caller,
      String roomId,
      String subRoomId,
      MigrateRequest request,
      @Nullable Long expectedRevision) {
    String cause = Objects.requireNonNullElse(request.reason(), "asked for by " + caller.name());
    return changed(
        roomId,
        subRoomId,
        replyTo ->
            new SubRoomCommand.Move(
                request.region(),
                cause,
                caller.name(),
                caller.requestId(),
                expectedRevision,
                replyTo));
  }

  @Override
  public CompletionStage<Outcome<SubRoom>> switchLine(
      Caller caller,
      String roomId,
      String subRoomId,
      SwitchLineRequest request,
      @Nullable Long expectedRevision) {
    String cause = Objects.requireNonNullElse(request.reason(), "asked for by " + caller.name());
    return changed(
        roomId,
        subRoomId,
        replyTo ->
            new SubRoomCommand.SwitchLine(
                request.lineId(),
                cause,
                caller.name(),
                caller.requestId(),
                expectedRevision,
                replyTo));
  }

  private CompletionStage<Outcome<SubRoom>> changed(
      String roomId,
      String subRoomId,
      org.apache.pekko.japi.function.Function<ActorRef<SubRoomReply>, SubRoomCommand> command) {
    return known(
        roomId,
        subRoomId,
        early ->
            CompletableFuture.completedFuture(
                Outcome.refused(
                    503, "unavailable", "sub-room " + subRoomId + " was requested just now")),
        () -> ref(roomId, subRoomId).ask(command, PATIENCE));
  }

  private interface Asking {
    CompletionStage<SubRoomReply> ask();
  }

  private interface Early {
    CompletionStage<Outcome<SubRoom>> answer(SubRoom early);
  }

  private CompletionStage<Outcome<SubRoom>> known(
      String roomId, String subRoomId, Early early, Asking asking) {
    return ofRoom
        .apply(roomId, subRoomId)
        .thenCompose(
            room ->
                room.fold(
                    done ->
                        done.value().isPresent()
                            ? asking
                                .ask()
                                .thenCompose(reply -> answer(reply, done.value().get(), early))
                            : CompletableFuture.completedFuture(notFound(roomId, subRoomId)),
                    refused ->
                        CompletableFuture.completedFuture(Outcome.refused(refused.refusal()))));
  }

  private static CompletionStage<Outcome<SubRoom>> answer(
      SubRoomReply reply, SubRoom early, Early onEarly) {
    if (reply instanceof SubRoomReply.Shown shown) {
      SubRoom subRoom = shown.subRoom();
      return CompletableFuture.completedFuture(Outcome.done(subRoom, subRoom.revision()));
    } else if (reply instanceof SubRoomReply.Refused refused) {
      int status =
          switch (refused.code()) {
            case "stale_revision" -> 412;
            case "region_not_allowed", "unknown_line", "line_active" -> 422;
            default -> 409;
          };
      return CompletableFuture.completedFuture(
          Outcome.refused(status, refused.code(), refused.detail()));
    } else {
      return onEarly.answer(early);
    }
  }

  private static Outcome<SubRoom> notFound(String roomId, String subRoomId) {
    return Outcome.refused(
        404,
        "sub_room_not_found",
        "sub-room: %s (expected: one of room %s)".formatted(subRoomId, roomId));
  }

  private EntityRef<SubRoomCommand> ref(String roomId, String subRoomId) {
    return sharding.entityRefFor(SubRoomEntity.TYPE_KEY, Ids.subRoomKey(roomId, subRoomId));
  }
}
