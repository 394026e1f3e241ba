package io.roomfleet.agent.mix;

import io.roomfleet.agent.draw.Box;
import io.roomfleet.agent.draw.Stencil;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.PkBar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a picture of the mix is made of. Immutable.
 *
 * @param views the first one below
 */
record Scene(Canvas canvas, List<View> views, @Nullable PkBar bar) {
  /**
   * A seat in it.
   *
   * @param box null for one that is not seen; then there is no card either
   * @param card what is shown while nothing comes
   */
  record View(
      SeatIn seat,
      @Nullable Box box,
      @Nullable Stencil name,
      @Nullable Stencil card,
      boolean muted) {}
}
