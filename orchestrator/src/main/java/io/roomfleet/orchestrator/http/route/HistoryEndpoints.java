package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.orchestrator.http.Histories;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The past: a room as it stood at an instant, and what happened when. */
final class HistoryEndpoints {
  private static final long MAX_SEQUENCE = 999_999_999_999_999_999L;
  private static final long NO_SEQUENCE = 0;

  private final Histories histories;

  HistoryEndpoints(Histories histories) {
    this.histories = histories;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/v1/rooms/{roomId}/replay", Set.of("at", "sequence"), this::replay),
        Endpoint.get(
                "/v1/rooms/{roomId}/timeline",
                Set.of("from", "to", "kinds", Csv.FORMAT),
                this::timeline)
            .producing(List.of(Answer.JSON, Csv.MEDIA_TYPE)));
  }

  // GET /v1/rooms/{roomId}/replay?at=|sequence=
  private CompletionStage<HttpResponse> replay(Call call) {
    String roomId = RoomIds.roomOf(call);
    Instant at = call.query().instant("at");
    long sequence = call.query().integer("sequence", 1, MAX_SEQUENCE, NO_SEQUENCE);
    if ((at == null) == (sequence == NO_SEQUENCE)) {
      throw QueryParameters.bad(
          "at", call.query().text("at"), "an instant, or a sequence in its place");
    }
    return Answers.shown(
        call, at == null ? histories.replay(roomId, sequence) : histories.replay(roomId, at));
  }

  // GET /v1/rooms/{roomId}/timeline?from=&to=&kinds=&format=
  private CompletionStage<HttpResponse> timeline(Call call) {
    String roomId = RoomIds.roomOf(call);
    QueryParameters query = call.query();
    Instant from = query.instant("from");
    Instant to = query.instant("to");
    if (from != null && to != null && !from.isBefore(to)) {
      throw QueryParameters.bad("to", query.text("to"), "an instant after from");
    }
    Set<TimelineKind> kinds = query.someOf("kinds", TimelineKind.class);
    boolean csv = Csv.isAskedFor(call);
    CompletionStage<Outcome<TimelineView>> found = histories.timeline(roomId, from, to, kinds);
    return csv ? Answers.told(call, found, HistoryEndpoints::csv) : Answers.shown(call, found);
  }

  /** A CSV has no place for it but a header: where the rest begins. */
  private static Answer csv(TimelineView view) {
    Answer answer = Csv.answer("timeline", view.roomId(), view.from(), TimelineCsv.of(view));
    return view.nextFrom() == null
        ? answer
        : answer.with("Roomfleet-Next-From", view.nextFrom().toString());
  }
}
