package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.cohost.PkPoolPage;
import io.roomfleet.api.cohost.PkPoolRequest;
import io.roomfleet.api.cohost.PkPoolState;
import io.roomfleet.orchestrator.http.PkPools;
import io.roomfleet.orchestrator.http.body.PkPoolBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The pool in which rooms find opponents for a PK. */
final class PkPoolEndpoints {
  private static final String ALL = "/v1/pk-pool";
  private static final String ONE = ALL + "/{roomId}";

  private final PkPools pool;
  private final Set<String> regions;
  private final PageTokens tokens;

  PkPoolEndpoints(PkPools pool, Set<String> regions, PageTokens tokens) {
    this.pool = pool;
    this.regions = regions;
    this.tokens = tokens;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.post(ALL, this::enter),
        Endpoint.get(
            ALL, Set.of("state", "language", "region", "pageSize", "pageToken"), this::list),
        // GET /v1/pk-pool/{roomId}
        Endpoint.get(ONE, Set.of(), call -> Answers.shown(call, pool.get(RoomIds.roomOf(call)))),
        Endpoint.delete(ONE, this::leave));
  }

  // POST /v1/pk-pool
  private Action enter(Call call) {
    PkPoolRequest request = PkPoolBodies.enter(call.body(), regions);
    return caller ->
        Answers.done(
            call,
            pool.enter(caller, request),
            done -> Answer.of(201, done).with("Location", ALL + "/" + done.value().roomId()));
  }

  // GET /v1/pk-pool?state=&language=&region=&pageSize=&pageToken=
  private CompletionStage<HttpResponse> list(Call call) {
    PkPools.Filter filter =
        new PkPools.Filter(
            call.query().oneOf("state", PkPoolState.class),
            call.query().text("language"),
            call.query().oneOf("region", regions));
    Page page = Page.of(call, tokens, "pk-pool " + filter);
    return Answers.shown(
        call,
        pool.list(filter, page.size(), page.viewToken())
            .thenApply(
                outcome ->
                    outcome.map(
                        found ->
                            new PkPoolPage(
                                found.entries(),
                                found.waiting(),
                                page.next(found.nextPageToken()),
                                found.asOf()))));
  }

  // DELETE /v1/pk-pool/{roomId}
  private Action leave(Call call) {
    String roomId = RoomIds.roomOf(call);
    return caller -> Answers.done(call, pool.leave(caller, roomId), done -> Answer.of(200, done));
  }
}
