package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.EventPage;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomPage;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SwitchLineRequest;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.RoomFilter;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.room.view.RoomView;
import io.roomfleet.orchestrator.schedule.DueRooms;
import io.roomfleet.orchestrator.subroom.SubRoomMapper;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API's view of live rooms: asks the room, reads the list from its view and the events
 * from the journal.
 */
public final class RoomService implements Rooms {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** 80 bits, as short as SRT allows and longer than anyone guesses. */
  private static final int SECRET_BITS = 80;

  private final ClusterSharding sharding;
  private final RoomView view;
  private final DueRooms dueRooms;
  private final RoomEventSource events;
  private final CapacityAhead ahead;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public RoomService(
      ClusterSharding sharding,
      RoomView view,
      DueRooms dueRooms,
      RoomEventSource events,
      CapacityAhead ahead,
      InstantSource clock) {
    this.sharding = sharding;
    this.view = view;
    this.dueRooms = dueRooms;
    this.events = events;
    this.ahead = ahead;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<Room>> create(Caller caller, CreateRoomRequest request) {
    RoomSpec spec = RoomMapper.toSpec(request, this::newSecret);
    String roomId = Ids.roomId(caller.requestId());
    return ask(roomId, replyTo -> new RoomCommand.Create(spec, asker(caller, null), replyTo))
        .thenApply(RoomService::room)
        .thenCompose(this::scheduled);
  }

  /**
   * What is answered as scheduled will be woken, whatever becomes of the projections: the row is
   * there before the answer.
   */
  private CompletionStage<Outcome<Room>> scheduled(Outcome<Room> created) {
    if (created instanceof Outcome.Done<Room> done
        && done.value().status() == RoomStatus.SCHEDULED) {
      Room room = done.value();
      return dueRooms
          .add(room.id(), room.startsAt().minusSeconds(room.prepareLeadSeconds()))
          .thenApply(row -> created);
    }
    return CompletableFuture.completedFuture(created);
  }

  private String newSecret() {
    return new BigInteger(SECRET_BITS, random).setBit(SECRET_BITS).toString(36);
  }

  @Override
  public CompletionStage<Outcome<Room>> get(String roomId) {
    return ask(roomId, RoomCommand.Get::new).thenApply(RoomService::room);
  }

  @Override
  public CompletionStage<Outcome<RoomPage>> list(
      RoomFilter filter, int pageSize, @Nullable String pageToken) {
    RoomView.Cursor after = pageToken == null ? null : RoomView.cursorOf(pageToken);
    if (pageToken != null && after == null) {
      return CompletableFuture.completedFuture(
          Outcome.refused(
              400,
              "bad_page_token",
              "pageToken: not one of this list's (expected: a nextPageToken as it was given)"));
    }
    return view.list(filter, pageSize, after)
        .thenApply(
            page ->
                Outcome.done(new RoomPage(page.rooms(), RoomView.tokenOf(page), clock.instant())));
  }

  @Override
  public CompletionStage<Outcome<Room>> start(
      Caller caller, String roomId, @Nullable Long expectedRevision) {
    return ask(roomId, replyTo -> new RoomCommand.Start(asker(caller, expectedRevision), replyTo))
        .thenApply(RoomService::room);
  }

  @Override
  public CompletionStage<Outcome<Room>> end(
      Caller caller, String roomId, @Nullable String reason, @Nullable Long expectedRevision) {
    String why = Objects.requireNonNullElse(reason, "ended by " + caller.name());
    return ask(
            roomId, replyTo -> new RoomCommand.End(why, asker(caller, expectedRevision), replyTo))
        .thenApply(RoomService::room);
  }

  @Override
  public CompletionStage<Outcome<Room>> cancel(
      Caller caller, String roomId, @Nullable String reason, @Nullable Long expectedRevision) {
    String why = Objects.requireNonNullElse(reason, "cancelled by " + caller.name());
    return ask(
            roomId,
            replyTo -> new RoomCommand.Cancel(why, asker(caller, expectedRevision), replyTo))
        .thenApply(RoomService::room);
  }

  @Override
  public CompletionStage<Outcome<Room>> switchLine(
      Caller caller, String roomId, SwitchLineRequest request, @Nullable Long expectedRevision) {
    String lineId = Objects.requireNonNull(request.lineId());
    String cause = Objects.requireNonNullElse(request.reason(), "asked for by " + caller.name());
    return ask(
            roomId,
            replyTo ->
                new RoomCommand.SwitchLine(lineId, cause, asker(caller, expectedRevision), replyTo))
        .thenApply(RoomService::room);
  }

  @Override
  public CompletionStage<Outcome<SubRoomPage>> addSubRooms(
      Caller caller, String roomId, AddSubRoomsRequest request, @Nullable Long expectedRevision) {
    List<SubRoomSpec> specs = request.subRooms().stream().map(SubRoomMapper::toSpec).toList();
    return ahead(roomId, specs)
        .thenCompose(
            answer ->
                answer.refusal() == null
                    ? add(caller, roomId, specs, expectedRevision, answer.warnings())
                    : CompletableFuture.completedFuture(Outcome.refused(answer.refusal())));
  }

  /** A room that is not there, or whose state forbids it, says so itself. */
  private CompletionStage<CapacityAhead.Answer> ahead(String roomId, List<SubRoomSpec> specs) {
    return ahead.isOn()
        ? ask(roomId, RoomCommand.Get::new)
            .thenCompose(
                reply ->
                    reply instanceof RoomReply.Shown shown
                        ? ahead.of(shown.room(), specs, clock.instant())
                        : CompletableFuture.completedFuture(CapacityAhead.Answer.UNSEEN))
        : CompletableFuture.completedFuture(CapacityAhead.Answer.UNSEEN);
  }

  private CompletionStage<Outcome<SubRoomPage>> add(
      Caller caller,
      String roomId,
      List<SubRoomSpec> specs,
      @Nullable Long expectedRevision,
      @Nullable List<String> warnings) {
    return ask(
            roomId,
            replyTo -> new RoomCommand.AddSubRooms(specs, asker(caller, expectedRevision), replyTo))
        .thenApply(
            reply ->
                outcome(
                    reply,
                    shown ->
                        Outcome.done(
                            new SubRoomPage(shown.subRooms(), null, clock.instant(), warnings),
                            shown.room().revision())));
  }

  @Override
  public CompletionStage<Outcome<EventPage>> events(
      String roomId, long afterSequence, int pageSize) {
    return ask(roomId, RoomCommand.Get::new)
        .thenCompose(
            reply ->
                reply instanceof RoomReply.Refused refused
                    ? CompletableFuture.completedFuture(refusal(refused))
                    : events.page(roomId, afterSequence, pageSize).thenApply(Outcome::done));
  }

  @Override
  public Source<io.roomfleet.api.room.RoomEvent, NotUsed> eventStream(
      String roomId, long afterSequence) {
    return events.stream(roomId, afterSequence);
  }

  private CompletionStage<RoomReply> ask(
      String roomId,
      org.apache.pekko.japi.function.Function<ActorRef<RoomReply>, RoomCommand> command) {
    EntityRef<RoomCommand> room = sharding.entityRefFor(RoomEntity.TYPE_KEY, roomId);
    return room.ask(command, PATIENCE);
  }

  static RoomCommand.Asker asker(Caller caller, @Nullable Long expectedRevision) {
    return new RoomCommand.Asker(caller.name(), caller.requestId(), expectedRevision);
  }

  private static Outcome<Room> room(RoomReply reply) {
    return outcome(reply, shown -> Outcome.done(shown.room(), shown.room().revision()));
  }

  private static <T> Outcome<T> outcome(
      RoomReply reply, Function<RoomReply.Shown, Outcome<T>> onShown) {
    return reply instanceof RoomReply.Shown shown
        ? onShown.apply(shown)
        : refusal((RoomReply.Refused) reply);
  }

  static <T> Outcome<T> refusal(RoomReply.Refused refused) {
    int status =
        switch (refused.code()) {
          case ROOM_NOT_FOUND, AGENDA_ITEM_NOT_FOUND -> 404;
          case STALE_REVISION -> 412;
          case WRONG_STATE, SUB_ROOM_EXISTS, TOO_MANY_SUB_ROOMS, TOO_MANY_AGENDA_STARTS -> 409;
          case OUTSIDE_BROADCAST, UNKNOWN_LINE, LINE_ACTIVE -> 422;
        };
    return Outcome.refused(
        status, refused.code().name().toLowerCase(Locale.ROOT), refused.detail());
  }
}
