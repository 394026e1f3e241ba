package io.roomfleet.orchestrator.region;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What happened in a region. Only transitions are kept; heartbeats are not. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RegionEvent.AgentRegistered.class, name = "agent.registered"),
  @JsonSubTypes.Type(value = RegionEvent.AgentStatusChanged.class, name = "agent.status_changed"),
  @JsonSubTypes.Type(value = RegionEvent.Placed.class, name = "assignments.placed"),
  @JsonSubTypes.Type(value = RegionEvent.Freed.class, name = "assignments.freed"),
  @JsonSubTypes.Type(value = RegionEvent.MaintenanceBegun.class, name = "maintenance.begun"),
  @JsonSubTypes.Type(value = RegionEvent.MaintenanceDone.class, name = "maintenance.done"),
  @JsonSubTypes.Type(value = RegionEvent.MaintenanceEnded.class, name = "maintenance.ended")
})
public sealed interface RegionEvent extends JournalEvent {
  Instant at();

  /** True when what was refused before may fit after it. */
  default boolean makesRoom() {
    return this instanceof Freed
        || this instanceof AgentRegistered
        || this instanceof MaintenanceEnded
        || (this instanceof AgentStatusChanged changed && changed.status() == AgentStatus.UP);
  }

  /** An agent came for the first time, or came back with another capacity or address. */
  record AgentRegistered(
      String agentId,
      Amount capacity,
      URI mediaUrl,
      @Nullable SortedSet<String> abilities,
      Instant at)
      implements RegionEvent {}

  record AgentStatusChanged(String agentId, AgentStatus status, String reason, Instant at)
      implements RegionEvent {}

  /** Reservations that are new, were changed, or went to another agent. */
  record Placed(List<Reservation> reservations, String cause, Instant at) implements RegionEvent {}

  /** Reservations that are no more. */
  record Freed(List<Gone> gone, String cause, Instant at) implements RegionEvent {}

  /**
   * A reservation that is no more; an order of it with an attempt up to this one is late.
   *
   * @param id its key: the order's id for the place that counted, another for each further role
   */
  record Gone(String id, long attempt) {}

  /**
   * Nothing new comes, and what is there goes, as far as {@code maintenance} says.
   *
   * @param agentId null for the region as a whole
   */
  record MaintenanceBegun(@Nullable String agentId, Maintenance maintenance, Instant at)
      implements RegionEvent {}

  /** It is empty. */
  record MaintenanceDone(@Nullable String agentId, Instant at) implements RegionEvent {}

  /** It takes what comes again. */
  record MaintenanceEnded(@Nullable String agentId, String by, @Nullable String reason, Instant at)
      implements RegionEvent {}

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T registered(AgentRegistered event);

    T statusChanged(AgentStatusChanged event);

    T placed(Placed event);

    T freed(Freed event);

    T maintenanceBegun(MaintenanceBegun event);

    T maintenanceDone(MaintenanceDone event);

    T maintenanceEnded(MaintenanceEnded event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof AgentRegistered e) {
      return cases.registered(e);
    } else if (this instanceof AgentStatusChanged e) {
      return cases.statusChanged(e);
    } else if (this instanceof Placed e) {
      return cases.placed(e);
    } else if (this instanceof Freed e) {
      return cases.freed(e);
    } else if (this instanceof MaintenanceBegun e) {
      return cases.maintenanceBegun(e);
    } else if (this instanceof MaintenanceDone e) {
      return cases.maintenanceDone(e);
    } else {
      return cases.maintenanceEnded((MaintenanceEnded) this);
    }
  }
}
