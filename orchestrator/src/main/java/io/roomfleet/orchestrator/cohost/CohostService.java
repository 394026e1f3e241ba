package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.CohostEndRequest;
import io.roomfleet.api.cohost.CohostExtendRequest;
import io.roomfleet.api.cohost.CohostJoin;
import io.roomfleet.api.cohost.CohostLayoutRequest;
import io.roomfleet.api.cohost.CohostLockRequest;
import io.roomfleet.api.cohost.CohostMuteRequest;
import io.roomfleet.api.cohost.CohostSeatAction;
import io.roomfleet.api.cohost.CohostSeatRequest;
import io.roomfleet.api.cohost.CohostSeatState;
import io.roomfleet.api.cohost.CohostSessionPage;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStage;
import io.roomfleet.api.cohost.CreateCohostSessionRequest;
import io.roomfleet.api.cohost.PkScoreRequest;
import io.roomfleet.api.cohost.StageView;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Cohosts;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.platform.Ids;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;

/** The HTTP API's view of sessions: asks the session, reads the list from its view. */
public final class CohostService implements Cohosts {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** To connect by; who is connected stays. */
  private static final Duration TOKEN_FOR = Duration.ofMinutes(5);

  private static final int TOKEN_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Who has a place on the stage. */
  private static final Set<CohostSeatState> MIXED =
      EnumSet.of(CohostSeatState.CONNECTING, CohostSeatState.JOINED, CohostSeatState.RECONNECTING);

  private final Asking asking;
  private final CohostList list;
  private final InstantSource clock;

  /** Asks a session by its id. */
  interface Asking {
    CompletionStage<CohostReply> ask(
        String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message);
  }

  public CohostService(ClusterSharding sharding, CohostList list, InstantSource clock) {
    this(
        (sessionId, message) ->
            sharding.entityRefFor(CohostEntity.TYPE_KEY, sessionId).ask(message::apply, PATIENCE),
        list,
        clock);
  }

  CohostService(Asking asking, CohostList list, InstantSource clock) {
    this.asking = asking;
    this.list = list;
    this.clock = clock;
  }

  /** What is answered as made will be woken when its node dies: its row is there before. */
  @Override
  public CompletionStage<Outcome<CohostSessionView>> create(
      Caller caller, CreateCohostSessionRequest request) {
    String sessionId = Ids.cohostId(caller.requestId());
    CohostSpec spec = CohostRequests.spec(request);
    Asker asker = new Asker(caller.name(), request.seats().get(0).id(), caller.requestId(), null);
    return list.open(sessionId)
        .thenCompose(
            opened ->
                message(sessionId, replyTo -> new CohostMessage.Create(spec, asker, replyTo)));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> get(String sessionId) {
    return message(sessionId, CohostMessage.Get::new);
  }

  @Override
  public CompletionStage<Outcome<CohostSessionPage>> list(
      Filter filter, int pageSize, @Nullable String viewToken) {
    return list.page(filter, pageSize, viewToken)
        .thenApply(
            page ->
                Outcome.done(new CohostSessionPage(page.sessions(), page.next(), clock.instant())));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> invite(
      Caller caller, String sessionId, CohostSeatRequest request, @Nullable Long expected) {
    CohostCommand command = new CohostCommand.Invite(CohostRequests.seat(request.seat()));
    return tell(sessionId, command, asker(caller, request.bySeat(), expected));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> ask(
      Caller caller, String sessionId, CohostSeatRequest request, @Nullable Long expected) {
    CohostCommand command = new CohostCommand.Ask(CohostRequests.seat(request.seat()));
    return tell(sessionId, command, asker(caller, request.bySeat(), expected));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> step(
      Caller caller,
      String sessionId,
      SeatStep step,
      CohostSeatAction action,
      @Nullable Long expected) {
    String seatId = action.seatId();
    String reason = Objects.requireNonNullElse(action.reason(), "asked for by " + caller.name());
    CohostCommand command =
        switch (step) {
          case ACCEPT -> new CohostCommand.Accept(seatId);
          case DECLINE -> new CohostCommand.Decline(seatId, reason);
          case LEAVE -> new CohostCommand.Leave(seatId, reason);
          case REMOVE -> new CohostCommand.Remove(seatId, reason);
          case HAND_OVER -> new CohostCommand.HandOver(seatId);
          case REMATCH -> new CohostCommand.Rematch(seatId);
        };
    return tell(sessionId, command, asker(caller, action.bySeat(), expected));
  }

  @Override
  public CompletionStage<Outcome<CohostJoin>> join(
      Caller caller, String sessionId, CohostSeatAction action, @Nullable Long expected) {
    byte[] secret = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant until = tokenUntil();
    CohostCommand command = new CohostCommand.Join(action.seatId(), SeatNames.sha256(token), until);
    return tell(sessionId, command, asker(caller, action.bySeat(), expected))
        .thenApply(outcome -> outcome.map(session -> joined(session, action, token, until)));
  }

  private static CohostJoin joined(
      CohostSessionView session, CohostSeatAction action, String token, Instant until) {
    CohostStage stage = session.stage();
    List<String> others =
        session.seats().stream()
            .filter(seat -> MIXED.contains(seat.state()) && !seat.id().equals(action.seatId()))
            .map(seat -> SeatNames.of(seat.id()))
            .toList();
    return new CohostJoin(
        stage == null ? null : stage.url(), SeatNames.of(action.seatId()), token, until, others);
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> mute(
      Caller caller, String sessionId, CohostMuteRequest request, @Nullable Long expected) {
    CohostCommand command = new CohostCommand.Mute(request.seatId(), request.muted());
    return tell(sessionId, command, asker(caller, request.bySeat(), expected));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> lock(
      Caller caller, String sessionId, CohostLockRequest request, @Nullable Long expected) {
    CohostCommand command = new CohostCommand.Lock(request.locked());
    return tell(sessionId, command, asker(caller, request.bySeat(), expected));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> arrange(
      Caller caller, String sessionId, CohostLayoutRequest request, @Nullable Long expected) {
    CohostCommand command = new CohostCommand.Arrange(CohostRequests.layout(request.layout()));
    return tell(sessionId, command, asker(caller, request.bySeat(), expected));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> extend(
      Caller caller, String sessionId, CohostExtendRequest request, @Nullable Long expected) {
    CohostCommand command = new CohostCommand.Extend(Duration.ofSeconds(request.moreSeconds()));
    return tell(sessionId, command, asker(caller, request.bySeat(), expected));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> score(
      Caller caller, String sessionId, PkScoreRequest request, @Nullable Long expected) {
    CohostCommand command = new CohostCommand.Count(CohostRequests.scores(request));
    return tell(sessionId, command, asker(caller, null, expected));
  }

  @Override
  public CompletionStage<Outcome<CohostSessionView>> end(
      Caller caller, String sessionId, CohostEndRequest request, @Nullable Long expected) {
    String reason = Objects.requireNonNullElse(request.reason(), "ended by " + caller.name());
    return tell(
        sessionId, new CohostCommand.End(reason), asker(caller, request.bySeat(), expected));
  }

  @Override
  public CompletionStage<Outcome<StageView>> onStage(StageAsker asker, StageWish wish) {
    String seatId = asker.seatId();
    Optional<CohostCommand> command =
        wish.match(
            new StageWish.Cases<>() {
              @Override
              public Optional<CohostCommand> look() {
                return Optional.empty();
              }

              @Override
              public Optional<CohostCommand> renew(String next) {
                return Optional.of(
                    new CohostCommand.Join(seatId, SeatNames.sha256(next), tokenUntil()));
              }

              @Override
              public Optional<CohostCommand> mute(boolean muted) {
                return Optional.of(new CohostCommand.Mute(seatId, muted));
              }

              @Override
              public Optional<CohostCommand> rematch() {
                return Optional.of(new CohostCommand.Rematch(seatId));
              }

              @Override
              public Optional<CohostCommand> leave() {
                return Optional.of(new CohostCommand.Leave(seatId, "left by its page"));
              }
            });
    String hash = SeatNames.sha256(asker.token());
    String requestId = UUID.randomUUID().toString();
    return asking
        .ask(
            asker.sessionId(),
            replyTo ->
                new CohostMessage.ByToken(seatId, hash, command.orElse(null), requestId, replyTo))
        .thenApply(
            reply ->
                reply instanceof CohostReply.Admitted admitted
                    ? Outcome.done(StageViews.of(admitted, clock.instant()))
                    : refused((CohostReply.Refused) reply));
  }

  private Instant tokenUntil() {
    return clock.instant().plus(TOKEN_FOR).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Asker asker(Caller caller, @Nullable String bySeat, @Nullable Long expected) {
    return new Asker(caller.name(), bySeat, caller.requestId(), expected);
  }

  private CompletionStage<Outcome<CohostSessionView>> tell(
      String sessionId, CohostCommand command, Asker asker) {
    return message(sessionId, replyTo -> new CohostMessage.Tell(command, asker, replyTo));
  }

  private CompletionStage<Outcome<CohostSessionView>> message(
      String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message) {
    return asking.ask(sessionId, message).thenApply(CohostService::outcome);
  }

  private static Outcome<CohostSessionView> outcome(CohostReply reply) {
    return reply instanceof CohostReply.Shown shown
        ? Outcome.done(shown.session(), shown.session().revision())
        : refused((CohostReply.Refused) reply);
  }

  private static <T> Outcome<T> refused(CohostReply.Refused refused) {
    int status =
        switch (refused.code()) {
          case SESSION_NOT_FOUND -> 404;
          case UNAUTHENTICATED -> 401;
          case TOO_FAST -> 429;
          case STALE_REVISION -> 412;
          case NOT_ALLOWED -> 403;
          case INVALID, UNKNOWN_SEAT, UNKNOWN_ROOM, ROOM_TWICE -> 422;
          case WRONG_STATE,
              SEAT_EXISTS,
              ROOM_LEAVING,
              TOO_MANY_SEATS,
              LOCKED,
              INVITATION_EXPIRED,
              NOT_SCORING,
              TOO_MANY_SCORES,
              TOO_MANY_ROUNDS ->
              409;
        };
    return Outcome.refused(
        status, refused.code().name().toLowerCase(Locale.ROOT), refused.detail(), List.of());
  }
}
