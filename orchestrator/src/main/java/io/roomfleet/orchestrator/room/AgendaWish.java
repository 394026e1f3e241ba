package io.roomfleet.orchestrator.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;

/** What is to be done with a room's agenda. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgendaWish.Show.class, name = "show"),
  @JsonSubTypes.Type(value = AgendaWish.Plan.class, name = "plan"),
  @JsonSubTypes.Type(value = AgendaWish.Begin.class, name = "begin")
})
public sealed interface AgendaWish extends ClusterMessage {
  /** Only show it. */
  record Show() implements AgendaWish {}

  /**
   * Another plan in place of the one before.
   *
   * @param items in order of their starts, each id once; checked before
   */
  record Plan(List<AgendaItem> items) implements AgendaWish {}

  /** This item is on from now. */
  record Begin(String itemId) implements AgendaWish {}
}
