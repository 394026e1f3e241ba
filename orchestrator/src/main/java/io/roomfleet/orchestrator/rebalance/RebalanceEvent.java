package io.roomfleet.orchestrator.rebalance;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.rebalance.RebalanceMove;
import io.roomfleet.orchestrator.placement.fleet.FleetFigures;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to rebalances. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RebalanceEvent.Planned.class, name = "rebalance.planned"),
  @JsonSubTypes.Type(value = RebalanceEvent.MoveBegun.class, name = "rebalance.move_begun"),
  @JsonSubTypes.Type(value = RebalanceEvent.MoveOver.class, name = "rebalance.move_over"),
  @JsonSubTypes.Type(value = RebalanceEvent.Stopping.class, name = "rebalance.stopping"),
  @JsonSubTypes.Type(value = RebalanceEvent.Ended.class, name = "rebalance.ended")
})
public sealed interface RebalanceEvent extends JournalEvent {
  Instant at();

  /** It was planned; its state says whether it is carried out. */
  record Planned(Rebalance rebalance, Instant at) implements RebalanceEvent {}

  /** The intention; what was told to whom follows from it, and may be told again. */
  record MoveBegun(String id, int index, Instant at) implements RebalanceEvent {}

  /**
   * A try came to its end.
   *
   * @param state WAITING when there will be another
   */
  record MoveOver(
      String id, int index, RebalanceMove.State state, @Nullable String outcome, Instant at)
      implements RebalanceEvent {}

  record Stopping(String id, Rebalance.Ending ending, Instant at) implements RebalanceEvent {}

  record Ended(String id, Rebalance.Ending ending, @Nullable FleetFigures after, Instant at)
      implements RebalanceEvent {}

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T planned(Planned event);

    T moveBegun(MoveBegun event);

    T moveOver(MoveOver event);

    T stopping(Stopping event);

    T ended(Ended event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Planned e) {
      return cases.planned(e);
    } else if (this instanceof MoveBegun e) {
      return cases.moveBegun(e);
    } else if (this instanceof MoveOver e) {
      return cases.moveOver(e);
    } else if (this instanceof Stopping e) {
      return cases.stopping(e);
    } else {
      return cases.ended((Ended) this);
    }
  }
}
