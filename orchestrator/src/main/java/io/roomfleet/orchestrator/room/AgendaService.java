package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.AgendaRequest;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.orchestrator.http.Agendas;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;

/** The HTTP API's view of agendas: asks the room. */
public final class AgendaService implements Agendas {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ClusterSharding sharding;

  public AgendaService(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  @Override
  public CompletionStage<Outcome<AgendaView>> agenda(String roomId) {
    return ask(roomId, new AgendaWish.Show(), new RoomCommand.Asker("", "", null));
  }

  @Override
  public CompletionStage<Outcome<AgendaView>> setAgenda(
      Caller caller, String roomId, AgendaRequest request, @Nullable Long expectedRevision) {
    return ask(
        roomId, new AgendaWish.Plan(request.items()), RoomService.asker(caller, expectedRevision));
  }

  @Override
  public CompletionStage<Outcome<AgendaView>> startAgendaItem(
      Caller caller, String roomId, String itemId, @Nullable Long expectedRevision) {
    return ask(roomId, new AgendaWish.Begin(itemId), RoomService.asker(caller, expectedRevision));
  }

  private CompletionStage<Outcome<AgendaView>> ask(
      String roomId, AgendaWish wish, RoomCommand.Asker asker) {
    return sharding
        .entityRefFor(RoomEntity.TYPE_KEY, roomId)
        .<RoomReply>ask(replyTo -> new RoomCommand.OfAgenda(wish, asker, replyTo), PATIENCE)
        .thenApply(
            reply ->
                reply instanceof RoomReply.AgendaShown shown
                    ? Outcome.done(shown.agenda(), shown.agenda().revision())
                    : RoomService.refusal((RoomReply.Refused) reply));
  }
}
