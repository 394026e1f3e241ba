package io.roomfleet.orchestrator.region;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** What happened in a region. Only transitions are kept; heartbeats are not. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RegionEvent.AgentRegistered.class, name = "agent.registered"),
  @JsonSubTypes.Type(value = RegionEvent.AgentStatusChanged.class, name = "agent.status_changed"),
  @JsonSubTypes.Type(value = RegionEvent.Placed.class, name = "assignments.placed"),
  @JsonSubTypes.Type(value = RegionEvent.Freed.class, name = "assignments.freed")
})
public sealed interface RegionEvent extends JournalEvent {
  Instant at();

  /** An agent came for the first time, or came back with another capacity or address. */
  record AgentRegistered(String agentId, Amount capacity, URI mediaUrl, Instant at)
      implements RegionEvent {}

  record AgentStatusChanged(String agentId, AgentStatus status, String reason, Instant at)
      implements RegionEvent {}

  /** Reservations that are new, were changed, or went to another agent. */
  record Placed(List<Reservation> reservations, String cause, Instant at) implements RegionEvent {}

  /** Reservations that are no more. */
  record Freed(List<Gone> gone, String cause, Instant at) implements RegionEvent {}

  /** A reservation that is no more; an order of it with an attempt up to this one is late. */
  record Gone(String id, long attempt) {}

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T registered(AgentRegistered event);

    T statusChanged(AgentStatusChanged event);

    T placed(Placed event);

    T freed(Freed event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof AgentRegistered e) {
      return cases.registered(e);
    } else if (this instanceof AgentStatusChanged e) {
      return cases.statusChanged(e);
    } else if (this instanceof Placed e) {
      return cases.placed(e);
    } else {
      return cases.freed((Freed) this);
    }
  }
}
