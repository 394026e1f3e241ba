package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.report.BroadcastReport.Cut;
import io.roomfleet.orchestrator.http.Reports;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.QueryParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Reports. */
final class ReportEndpoints {
  private static final int MOST_IDS = 10;
  private static final long MINUTE = 60;
  private static final long WEEK = 7 * 24 * 3600;

  /** What is kept of minutes. */
  private static final Duration LONGEST = Duration.ofDays(92);

  private final Reports reports;

  ReportEndpoints(Reports reports) {
    this.reports = reports;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/v1/rooms/{roomId}/report", Set.of("by", "step"), this::broadcast),
        Endpoint.get("/v1/reports/rooms", Set.of("ids"), this::rooms),
        Endpoint.get("/v1/reports/hosts", Set.of("ids", "from", "to"), this::hosts),
        Endpoint.get("/v1/reports/regions", Set.of("from", "to"), this::regions));
  }

  // GET /v1/rooms/{roomId}/report?by=&step=
  private CompletionStage<HttpResponse> broadcast(Call call) {
    Cut by = Objects.requireNonNullElse(call.query().oneOf("by", Cut.class), Cut.TIME);
    long step = call.query().integer("step", MINUTE, WEEK, 0);
    if (step % MINUTE != 0) {
      throw QueryParameters.bad("step", String.valueOf(step), "whole minutes, in seconds");
    }
    return Answers.shown(
        call,
        reports.broadcast(RoomIds.roomOf(call), by, step == 0 ? null : Duration.ofSeconds(step)));
  }

  // GET /v1/reports/rooms?ids=
  private CompletionStage<HttpResponse> rooms(Call call) {
    return Answers.shown(call, reports.rooms(ids(call)));
  }

  // GET /v1/reports/hosts?ids=&from=&to=
  private CompletionStage<HttpResponse> hosts(Call call) {
    return Answers.shown(call, reports.hosts(ids(call), from(call), to(call)));
  }

  // GET /v1/reports/regions?from=&to=
  private CompletionStage<HttpResponse> regions(Call call) {
    return Answers.shown(call, reports.regions(from(call), to(call)));
  }

  private static List<String> ids(Call call) {
    String text = Objects.requireNonNullElse(call.query().text("ids"), "");
    List<String> ids = List.of(text.split(",", -1));
    boolean wrong =
        ids.size() < 2
            || ids.size() > MOST_IDS
            || ids.stream().distinct().count() != ids.size()
            || ids.stream().anyMatch(id -> id.isBlank() || id.length() > 100);
    if (wrong) {
      throw QueryParameters.bad(
          "ids", text, "2 to " + MOST_IDS + " different ids, with commas between");
    }
    return ids;
  }

  private static Instant from(Call call) {
    Instant from = instant(call, "from");
    Instant to = instant(call, "to");
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw QueryParameters.bad(
          "to",
          to.toString(),
          "after from, which is %s, by at most %d days".formatted(from, LONGEST.toDays()));
    }
    return from;
  }

  private static Instant to(Call call) {
    return instant(call, "to");
  }

  private static Instant instant(Call call, String name) {
    Instant instant = call.query().instant(name);
    if (instant == null) {
      throw QueryParameters.bad(name, null, "an instant, such as 2026-11-11T18:00:00Z");
    }
    return instant;
  }
}
