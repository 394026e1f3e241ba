package io.roomfleet.orchestrator.http.route;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.alert.AlertPage;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.orchestrator.http.AlertFilter;
import io.roomfleet.orchestrator.http.Alerts;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.http.body.AlertBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import io.roomfleet.orchestrator.http.wire.Problems;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Alerts, their rules, and what hosts are prompted to do. */
final class AlertEndpoints {
  private static final String ALL = "/v1/alerts";
  private static final String RULES = "/v1/alert-rules";
  private static final String PROMPTS = "/v1/rooms/{roomId}/prompts";
  private static final Pattern ID = Pattern.compile("(room-[0-9a-z]{26}|fleet)\\.[0-9]{1,12}");

  private final Rooms rooms;
  private final Alerts alerts;
  private final Set<String> regions;
  private final Set<String> rules;
  private final PageTokens tokens;
  private final EventStream stream;

  /**
   * @param rules ids of all rules
   */
  AlertEndpoints(
      Rooms rooms,
      Alerts alerts,
      Set<String> regions,
      Set<String> rules,
      PageTokens tokens,
      EventStream stream) {
    this.rooms = rooms;
    this.alerts = alerts;
    this.regions = regions;
    this.rules = rules;
    this.tokens = tokens;
    this.stream = stream;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
            ALL,
            Set.of("state", "severity", "roomId", "region", "rule", "pageSize", "pageToken"),
            this::list),
        Endpoint.get(ALL + "/live", Set.of(), this::live)
            .producing(List.of(EventStream.MEDIA_TYPE)),
        // GET /v1/alerts/{alertId}
        Endpoint.get(
            ALL + "/{alertId}", Set.of(), call -> Answers.shown(call, alerts.get(alertId(call)))),
        Endpoint.post(ALL + "/{alertId}:acknowledge", this::acknowledge),
        // GET /v1/alert-rules
        Endpoint.get(RULES, Set.of(), call -> Answers.shown(call, alerts.rules())),
        Endpoint.post(RULES, this::setRule),
        Endpoint.delete(RULES + "/{ruleId}", this::removeRule),
        Endpoint.get(PROMPTS, Set.of(), this::prompts),
        Endpoint.post(PROMPTS, this::prompt),
        Endpoint.get(PROMPTS + "/live", Set.of(), this::livePrompts)
            .producing(List.of(EventStream.MEDIA_TYPE)));
  }

  private static String alertId(Call call) {
    String id = call.parameter("alertId");
    if (!ID.matcher(id).matches()) {
      throw new RefusedRequest(
          404, "alert_not_found", "alert: " + id + " (expected: an id as it was given)");
    }
    return id;
  }

  // GET /v1/alerts?state=&severity=&roomId=&region=&rule=&pageSize=&pageToken=
  private CompletionStage<HttpResponse> list(Call call) {
    AlertFilter filter =
        new AlertFilter(
            call.query().oneOf("state", AlertState.class),
            call.query().oneOf("severity", AlertSeverity.class),
            call.query().text("roomId"),
            call.query().oneOf("region", regions),
            call.query().oneOf("rule", rules));
    Page page = Page.of(call, tokens, "alerts " + filter);
    return Answers.shown(
        call,
        alerts
            .list(filter, page.size(), page.viewToken())
            .thenApply(
                outcome ->
                    outcome.map(
                        found ->
                            new AlertPage(
                                found.alerts(), found.asOf(), page.next(found.nextPageToken())))));
  }

  // GET /v1/alerts/live
  private CompletionStage<HttpResponse> live(Call call) {
    return completedFuture(stream.ofFrames("alerts", alerts.live()));
  }

  // POST /v1/alerts/{alertId}:acknowledge
  private Action acknowledge(Call call) {
    String id = alertId(call);
    String note = AlertBodies.acknowledge(call.body()).note();
    return caller ->
        Answers.done(call, alerts.acknowledge(caller, id, note), done -> Answer.of(200, done));
  }

  // POST /v1/alert-rules
  private Action setRule(Call call) {
    var request = AlertBodies.rule(call.body(), rules);
    return caller ->
        Answers.done(call, alerts.setRule(caller, request), done -> Answer.of(200, done));
  }

  // DELETE /v1/alert-rules/{ruleId}
  private Action removeRule(Call call) {
    return caller ->
        Answers.done(
            call, alerts.removeRule(call.parameter("ruleId")), done -> Answer.of(200, done));
  }

  // GET /v1/rooms/{roomId}/prompts
  private CompletionStage<HttpResponse> prompts(Call call) {
    String roomId = RoomIds.roomOf(call);
    return ofRoom(call, roomId, () -> Answers.shown(call, alerts.prompts(roomId)));
  }

  // GET /v1/rooms/{roomId}/prompts/live
  private CompletionStage<HttpResponse> livePrompts(Call call) {
    String roomId = RoomIds.roomOf(call);
    return ofRoom(
        call,
        roomId,
        () -> completedFuture(stream.ofFrames("prompts", alerts.livePrompts(roomId))));
  }

  // POST /v1/rooms/{roomId}/prompts
  private Action prompt(Call call) {
    String roomId = RoomIds.roomOf(call);
    String text = AlertBodies.prompt(call.body()).text();
    return caller ->
        rooms
            .get(roomId)
            .thenCompose(
                room ->
                    room.fold(
                        found ->
                            Answers.done(
                                call,
                                alerts.prompt(caller, roomId, text),
                                done -> Answer.of(201, done)),
                        refused -> completedFuture(Problems.of(refused.refusal(), call.path()))));
  }

  private CompletionStage<HttpResponse> ofRoom(
      Call call, String roomId, Supplier<CompletionStage<HttpResponse>> answer) {
    return rooms
        .get(roomId)
        .thenCompose(
            room ->
                room.fold(
                    found -> answer.get(),
                    refused ->
                        completedFuture(Problems.of(refused.refusal(), call.path()).toResponse())));
  }
}
