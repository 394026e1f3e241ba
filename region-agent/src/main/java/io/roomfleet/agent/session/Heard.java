package io.roomfleet.agent.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a frame of the control plane says. */
sealed interface Heard {
  /** The session is taken. */
  record Welcome(int heartbeatIntervalMillis) implements Heard {}

  /**
   * All that shall run.
   *
   * @param wanted null means unchanged
   */
  record Desired(long generation, @Nullable List<Wanted> wanted) implements Heard {}

  /** Something of a newer version, which is passed over. */
  record Unknown() implements Heard {}
}
