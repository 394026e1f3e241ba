package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.metrics.MetricsCut;
import io.roomfleet.orchestrator.http.Beacons;
import io.roomfleet.orchestrator.http.Metrics;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Problems;
import io.roomfleet.orchestrator.http.wire.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Beacons in, figures out. */
final class MetricsEndpoints {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final long MINUTE = 60;

  private final Rooms rooms;
  private final Beacons beacons;
  private final Metrics metrics;
  private final EventStream stream;
  private final long beaconLimit;

  /**
   * @param beaconLimit bytes that a batch may have, as sent and unpacked
   */
  MetricsEndpoints(
      Rooms rooms, Beacons beacons, Metrics metrics, EventStream stream, long beaconLimit) {
    this.rooms = rooms;
    this.beacons = beacons;
    this.metrics = metrics;
    this.stream = stream;
    this.beaconLimit = beaconLimit;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.intake("/v1/beacons", beaconLimit, this::accept),
        Endpoint.get(
                "/v1/rooms/{roomId}/metrics",
                Set.of("from", "to", "step", "subRoomId", "country", "by", Csv.FORMAT),
                this::show)
            .producing(List.of(Answer.JSON, Csv.MEDIA_TYPE)),
        Endpoint.get("/v1/rooms/{roomId}/metrics/live", Set.of(), this::live)
            .producing(List.of(EventStream.MEDIA_TYPE)));
  }

  // POST /v1/beacons
  private CompletionStage<HttpResponse> accept(Call call) {
    return Answers.done(
            call, beacons.accept(call.body().toArrayUnsafe()), done -> Answer.of(200, done))
        .thenApply(Answer::toResponse);
  }

  // GET /v1/rooms/{roomId}/metrics?from=&to=&step=&subRoomId=&country=&by=&format=
  private CompletionStage<HttpResponse> show(Call call) {
    String roomId = RoomIds.roomOf(call);
    boolean csv = Csv.isAskedFor(call);
    Metrics.Query query =
        new Metrics.Query(
            call.query().instant("from"),
            call.query().instant("to"),
            Duration.ofSeconds(step(call)),
            call.query().text("subRoomId"),
            country(call.query().text("country"), csv),
            Objects.requireNonNullElse(
                call.query().oneOf("by", MetricsCut.class), MetricsCut.STEP));
    return csv
        ? Answers.told(call, metrics.table(roomId, query), MetricsEndpoints::csv)
        : Answers.shown(call, metrics.metrics(roomId, query));
  }

  private static Answer csv(Metrics.Table table) {
    return Csv.answer("metrics", table.roomId(), table.from(), MetricsCsv.of(table));
  }

  private static long step(Call call) {
    long step = call.query().integer("step", 10, DAY, MINUTE);
    boolean whole = step % MINUTE == 0 || step < MINUTE && step % 10 == 0 && MINUTE % step == 0;
    if (!whole) {
      throw QueryParameters.bad(
          "step", String.valueOf(step), "10, 20, 30, or whole minutes, in seconds");
    }
    return step;
  }

  private static @Nullable String country(@Nullable String code, boolean csv) {
    boolean each = csv && Metrics.EACH_COUNTRY.equals(code);
    if (code != null && !each && !COUNTRY.matcher(code).matches()) {
      throw QueryParameters.bad(
          "country",
          code,
          "two capital letters, such as DE; ZZ for the smaller ones; * for each with format=csv");
    }
    return code;
  }

  // GET /v1/rooms/{roomId}/metrics/live
  private CompletionStage<HttpResponse> live(Call call) {
    String roomId = RoomIds.roomOf(call);
    return rooms
        .get(roomId)
        .thenApply(
            outcome ->
                outcome.fold(
                    room -> stream.ofFrames("metrics", metrics.live(roomId)),
                    refused -> Problems.of(refused.refusal(), call.path()).toResponse()));
  }
}
