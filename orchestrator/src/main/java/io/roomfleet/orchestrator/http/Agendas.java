package io.roomfleet.orchestrator.http;

import io.roomfleet.api.room.AgendaRequest;
import io.roomfleet.api.room.AgendaView;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP API needs of rooms' agendas. Bodies come in checked against the rules on their
 * records. Revisions are the room's, and {@code expectedRevision} is as for {@link Rooms}.
 */
public interface Agendas {
  /** Or 404 {@code room_not_found}, as for the others. */
  CompletionStage<Outcome<AgendaView>> agenda(String roomId);

  /**
   * Sets the whole plan. 422 {@code outside_broadcast} when an item begins before or after the
   * broadcast, 409 {@code wrong_state} when that is over.
   */
  CompletionStage<Outcome<AgendaView>> setAgenda(
      Caller caller, String roomId, AgendaRequest request, @Nullable Long expectedRevision);

  /**
   * Says that an item is on from now. 404 {@code agenda_item_not_found}; 409 {@code wrong_state}
   * unless the room is LIVE, {@code too_many_agenda_starts}.
   */
  CompletionStage<Outcome<AgendaView>> startAgendaItem(
      Caller caller, String roomId, String itemId, @Nullable Long expectedRevision);
}
