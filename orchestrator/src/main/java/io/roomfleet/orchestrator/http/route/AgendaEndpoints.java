package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.room.AgendaRequest;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.orchestrator.http.Agendas;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.body.AgendaBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import io.roomfleet.orchestrator.http.wire.Preconditions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What a broadcast is about when: the plan, and what is really on. */
final class AgendaEndpoints {
  private final Agendas agendas;

  AgendaEndpoints(Agendas agendas) {
    this.agendas = agendas;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/v1/rooms/{roomId}/agenda", Set.of(), this::show),
        Endpoint.put("/v1/rooms/{roomId}/agenda", this::set),
        Endpoint.post("/v1/rooms/{roomId}/agenda:start", this::start));
  }

  // GET /v1/rooms/{roomId}/agenda
  private CompletionStage<HttpResponse> show(Call call) {
    return Answers.shown(call, agendas.agenda(RoomIds.roomOf(call)));
  }

  // PUT /v1/rooms/{roomId}/agenda
  private Action set(Call call) {
    AgendaRequest request = AgendaBodies.plan(call.body());
    return change(call, (caller, id, expected) -> agendas.setAgenda(caller, id, request, expected));
  }

  // POST /v1/rooms/{roomId}/agenda:start
  private Action start(Call call) {
    String itemId = AgendaBodies.start(call.body()).itemId();
    return change(
        call, (caller, id, expected) -> agendas.startAgendaItem(caller, id, itemId, expected));
  }

  /** One change of an agenda. */
  @FunctionalInterface
  private interface Change {
    CompletionStage<Outcome<AgendaView>> make(
        Caller caller, String roomId, @Nullable Long expected);
  }

  private Action change(Call call, Change change) {
    String roomId = RoomIds.roomOf(call);
    List<Long> allowed = Preconditions.ifMatch(call.request());
    return caller ->
        Preconditions.expecting(
            allowed,
            () -> agendas.agenda(roomId),
            expected ->
                Answers.done(
                    call, change.make(caller, roomId, expected), done -> Answer.of(200, done)));
  }
}
