package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.cohost.CohostSeatAction;
import io.roomfleet.api.cohost.CohostSessionPage;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStatus;
import io.roomfleet.api.cohost.CreateCohostSessionRequest;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Cohosts;
import io.roomfleet.orchestrator.http.Cohosts.SeatStep;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.body.CohostBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import io.roomfleet.orchestrator.http.wire.Preconditions;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Co-host and PK sessions: begin one, look at them, and lead one through its life. */
final class CohostEndpoints {
  private static final String ALL = "/v1/cohost-sessions";
  private static final String ONE = ALL + "/{sessionId}";
  private static final Pattern ID = Pattern.compile("cohost-[a-z2-7]{26}");

  private final Cohosts sessions;
  private final PageTokens tokens;

  CohostEndpoints(Cohosts sessions, PageTokens tokens) {
    this.sessions = sessions;
    this.tokens = tokens;
  }

  List<Endpoint> all() {
    List<Endpoint> all =
        new ArrayList<>(
            List.of(
                Endpoint.post(ALL, this::create),
                Endpoint.get(
                    ALL,
                    Set.of("status", "roomId", "seatId", "withSeat", "pageSize", "pageToken"),
                    this::list),
                Endpoint.get(ONE, Set.of(), this::show),
                Endpoint.post(ONE + ":invite", this::invite),
                Endpoint.post(ONE + ":ask", this::ask),
                Endpoint.post(ONE + ":join", this::join),
                Endpoint.post(ONE + ":mute", this::mute),
                Endpoint.post(ONE + ":lock", this::lock),
                Endpoint.post(ONE + ":layout", this::arrange),
                Endpoint.post(ONE + ":extend", this::extend),
                Endpoint.post(ONE + ":score", this::score),
                Endpoint.post(ONE + ":end", this::end)));
    // POST /v1/cohost-sessions/{sessionId}:accept | :decline | :leave | :remove | :hand-over |
    // :rematch
    for (SeatStep step : SeatStep.values()) {
      String verb = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
      all.add(Endpoint.post(ONE + ":" + verb, call -> seat(call, step)));
    }
    return List.copyOf(all);
  }

  static String sessionOf(Call call) {
    String id = call.parameter("sessionId");
    if (!ID.matcher(id).matches()) {
      throw new RefusedRequest(
          404, "session_not_found", "sessionId: " + id + " (expected: an id as it was given)");
    }
    return id;
  }

  // POST /v1/cohost-sessions
  private Action create(Call call) {
    CreateCohostSessionRequest request = CohostBodies.create(call.body());
    return caller ->
        Answers.done(
            call,
            sessions.create(caller, request),
            done -> Answer.of(201, done).with("Location", ALL + "/" + done.value().id()));
  }

  // GET /v1/cohost-sessions?status=&roomId=&seatId=&withSeat=&pageSize=&pageToken=
  private CompletionStage<HttpResponse> list(Call call) {
    Cohosts.Filter filter =
        new Cohosts.Filter(
            call.query().oneOf("status", CohostStatus.class),
            call.query().text("roomId"),
            call.query().text("seatId"),
            call.query().text("withSeat"));
    Page page = Page.of(call, tokens, "cohost-sessions " + filter);
    return Answers.shown(
        call,
        sessions
            .list(filter, page.size(), page.viewToken())
            .thenApply(
                outcome ->
                    outcome.map(
                        found ->
                            new CohostSessionPage(
                                found.sessions(),
                                page.next(found.nextPageToken()),
                                found.asOf()))));
  }

  // GET /v1/cohost-sessions/{sessionId}
  private CompletionStage<HttpResponse> show(Call call) {
    return Answers.shown(call, sessions.get(sessionOf(call)));
  }

  // POST /v1/cohost-sessions/{sessionId}:invite
  private Action invite(Call call) {
    var request = CohostBodies.invite(call.body());
    return change(call, (caller, id, expected) -> sessions.invite(caller, id, request, expected));
  }

  // POST /v1/cohost-sessions/{sessionId}:ask
  private Action ask(Call call) {
    var request = CohostBodies.ask(call.body());
    return change(call, (caller, id, expected) -> sessions.ask(caller, id, request, expected));
  }

  private Action seat(Call call, SeatStep step) {
    CohostSeatAction action = CohostBodies.action(call.body());
    return change(
        call, (caller, id, expected) -> sessions.step(caller, id, step, action, expected));
  }

  // POST /v1/cohost-sessions/{sessionId}:join
  private Action join(Call call) {
    CohostSeatAction action = CohostBodies.action(call.body());
    String id = sessionOf(call);
    List<Long> allowed = Preconditions.ifMatch(call.request());
    return caller ->
        Preconditions.expecting(
            allowed,
            () -> sessions.get(id),
            expected ->
                Answers.done(
                    call,
                    sessions.join(caller, id, action, expected),
                    done -> Answer.of(200, done).notToBeKept()));
  }

  // POST /v1/cohost-sessions/{sessionId}:mute
  private Action mute(Call call) {
    var request = CohostBodies.mute(call.body());
    return change(call, (caller, id, expected) -> sessions.mute(caller, id, request, expected));
  }

  // POST /v1/cohost-sessions/{sessionId}:lock
  private Action lock(Call call) {
    var request = CohostBodies.lock(call.body());
    return change(call, (caller, id, expected) -> sessions.lock(caller, id, request, expected));
  }

  // POST /v1/cohost-sessions/{sessionId}:layout
  private Action arrange(Call call) {
    var request = CohostBodies.arrange(call.body());
    return change(call, (caller, id, expected) -> sessions.arrange(caller, id, request, expected));
  }

  // POST /v1/cohost-sessions/{sessionId}:extend
  private Action extend(Call call) {
    var request = CohostBodies.extend(call.body());
    return change(call, (caller, id, expected) -> sessions.extend(caller, id, request, expected));
  }

  // POST /v1/cohost-sessions/{sessionId}:score
  private Action score(Call call) {
    var request = CohostBodies.score(call.body());
    return change(call, (caller, id, expected) -> sessions.score(caller, id, request, expected));
  }

  // POST /v1/cohost-sessions/{sessionId}:end
  private Action end(Call call) {
    var request = CohostBodies.end(call.body());
    return change(call, (caller, id, expected) -> sessions.end(caller, id, request, expected));
  }

  /** One change of a session. */
  @FunctionalInterface
  private interface Change {
    CompletionStage<Outcome<CohostSessionView>> make(
        Caller caller, String sessionId, @Nullable Long expected);
  }

  private Action change(Call call, Change change) {
    String id = sessionOf(call);
    List<Long> allowed = Preconditions.ifMatch(call.request());
    return caller ->
        Preconditions.expecting(
            allowed,
            () -> sessions.get(id),
            expected ->
                Answers.done(
                    call, change.make(caller, id, expected), done -> Answer.of(200, done)));
  }
}
