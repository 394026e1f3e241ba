package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.cohost.StageView;
import io.roomfleet.orchestrator.http.Cohosts;
import io.roomfleet.orchestrator.http.Cohosts.StageWish;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.http.body.CohostBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Headers;
import io.roomfleet.orchestrator.http.wire.Problems;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * A stage, for those who are on it. They have the token of their seat and no other; the session
 * decides whether it is good.
 */
final class StageEndpoints {
  private static final String ONE = "/v1/cohost-sessions/{sessionId}/stage/{seatId}";
  private static final String SCHEME = "bearer ";
  private static final String CHALLENGE = "Bearer realm=\"roomfleet-stage\"";
  private static final int LONGEST_TOKEN = 200;
  private static final long MOST = 4096;

  private final Cohosts sessions;

  StageEndpoints(Cohosts sessions) {
    this.sessions = sessions;
  }

  List<Endpoint> all() {
    return List.of(
        // GET /v1/cohost-sessions/{sessionId}/stage/{seatId}
        Endpoint.get(ONE, Set.of(), call -> done(call, with -> new StageWish.Look()))
            .withoutToken(),
        // POST /v1/cohost-sessions/{sessionId}/stage/{seatId}:renew | :mute | :rematch | :leave
        verb("renew", with -> new StageWish.Renew(CohostBodies.stageRenew(with.body()).next())),
        verb("mute", with -> new StageWish.Mute(CohostBodies.stageMute(with.body()).muted())),
        verb("rematch", with -> new StageWish.Rematch()),
        verb("leave", with -> new StageWish.Leave()));
  }

  private Endpoint verb(String name, Function<Call, StageWish> wish) {
    return Endpoint.intake(ONE + ":" + name, MOST, call -> done(call, wish)).withoutToken();
  }

  private CompletionStage<HttpResponse> done(Call call, Function<Call, StageWish> wish) {
    String token = tokenOf(call);
    String sessionId = CohostEndpoints.sessionOf(call);
    StageWish wanted = wish.apply(call);
    return sessions
        .onStage(new Cohosts.StageAsker(sessionId, call.parameter("seatId"), token), wanted)
        .thenApply(StageEndpoints::admitted)
        .thenApply(
            outcome ->
                outcome.fold(
                    found -> Answer.of(200, found).notToBeKept().toResponse(),
                    refused -> Problems.of(refused.refusal(), call.path()).toResponse()));
  }

  private static Outcome<StageView> admitted(Outcome<StageView> outcome) {
    if (outcome instanceof Outcome.Refused<StageView> refused
        && refused.refusal().status() == 401) {
      throw new RefusedRequest(
          refused.refusal(), Map.of("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\""));
    }
    return outcome;
  }

  private static String tokenOf(Call call) {
    String header = Headers.first(call.request(), "Authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw unauthenticated("Authorization: missing (expected: Bearer and a seat's token)");
    }
    String token = header.substring(SCHEME.length()).strip();
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      throw unauthenticated("Authorization: no token of a seat (expected: one as it was given)");
    }
    return token;
  }

  private static RefusedRequest unauthenticated(String detail) {
    return new RefusedRequest(
        new Refusal(401, "unauthenticated", detail), Map.of("WWW-Authenticate", CHALLENGE));
  }
}
