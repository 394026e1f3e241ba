package io.roomfleet.orchestrator.alert;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.orchestrator.alert.rule.Finding;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to the alerts and prompts of a room, or to the alerts of the fleet's agents. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AlertEvent.Raised.class, name = "alert.raised"),
  @JsonSubTypes.Type(value = AlertEvent.Revised.class, name = "alert.revised"),
  @JsonSubTypes.Type(value = AlertEvent.Acknowledged.class, name = "alert.acknowledged"),
  @JsonSubTypes.Type(value = AlertEvent.Resolved.class, name = "alert.resolved"),
  @JsonSubTypes.Type(value = AlertEvent.Prompted.class, name = "host.prompted")
})
public sealed interface AlertEvent extends JournalEvent {
  Instant at();

  record Raised(String alertId, Finding finding, Instant at) implements AlertEvent {}

  /** More is known of what it touches, and of its cause. */
  record Revised(
      String alertId,
      List<String> subRooms,
      List<String> regions,
      AlertCause cause,
      String causeText,
      List<String> symptoms,
      Instant at)
      implements AlertEvent {}

  record Acknowledged(
      String alertId, @Nullable String note, String by, String requestId, Instant at)
      implements AlertEvent {}

  /**
   * It is over.
   *
   * @param partOf the alert that took its place
   */
  record Resolved(String alertId, String reason, @Nullable String partOf, Instant at)
      implements AlertEvent {}

  /**
   * A host is asked to do something.
   *
   * @param alertId since when there is this alert; null when somebody asks
   */
  record Prompted(
      String promptId,
      String text,
      @Nullable String alertId,
      String by,
      @Nullable String requestId,
      Instant at)
      implements AlertEvent {}

  /** One case each. */
  interface Cases<T> {
    T raised(Raised event);

    T revised(Revised event);

    T acknowledged(Acknowledged event);

    T resolved(Resolved event);

    T prompted(Prompted event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Raised e) {
      return cases.raised(e);
    } else if (this instanceof Revised e) {
      return cases.revised(e);
    } else if (this instanceof Acknowledged e) {
      return cases.acknowledged(e);
    } else if (this instanceof Resolved e) {
      return cases.resolved(e);
    } else {
      return cases.prompted((Prompted) this);
    }
  }
}
