package io.roomfleet.orchestrator.alert;

import io.roomfleet.orchestrator.alert.rule.Layout;
import org.jspecify.annotations.Nullable;

/**
 * How one who comes from the room is heard on the stage of its session.
 *
 * @param way null when that one does not come by browser any more
 */
public record OnStage(Layout.Person person, @Nullable Way way) {
  /**
   * The way from the browser to the stage's agent.
   *
   * @param loss part of the packets that did not come, 0 to 1
   * @param roundTripMillis null before it is known
   */
  public record Way(double loss, double jitterMillis, @Nullable Integer roundTripMillis) {}
}
