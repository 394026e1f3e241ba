package io.roomfleet.orchestrator.http.route;

import io.roomfleet.orchestrator.http.Calendars;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Capacity booked ahead. */
final class CalendarEndpoints {
  private static final Duration DEFAULT_STEP = Duration.ofHours(1);
  private static final Duration MAX_STEP = Duration.ofDays(31);

  private final Calendars calendars;
  private final Set<String> regions;

  CalendarEndpoints(Calendars calendars, Set<String> regions) {
    this.calendars = calendars;
    this.regions = regions;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/v1/calendar", Set.of("from", "to", "region", "step"), this::show));
  }

  // GET /v1/calendar?from=&to=&region=&step=
  private CompletionStage<HttpResponse> show(Call call) {
    QueryParameters query = call.query();
    long step = query.integer("step", 60, MAX_STEP.toSeconds(), DEFAULT_STEP.toSeconds());
    return Answers.shown(
        call,
        calendars.calendar(
            query.instant("from"),
            query.instant("to"),
            query.oneOf("region", regions),
            Duration.ofSeconds(step)));
  }
}
