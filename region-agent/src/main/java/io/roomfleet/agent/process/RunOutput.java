package io.roomfleet.agent.process;

import java.io.OutputStream;

/** Takes what one run of a program writes, on the threads that read it. */
public interface RunOutput {
  /** Takes nothing. */
  RunOutput NONE = new RunOutput() {};

  /** Bytes of stdout; {@code buffer} is used again after this returns. */
  default void bytes(byte[] buffer, int length) {}

  /** Where to write for its stdin, when the command wants that; on the loop, before all else. */
  default void input(OutputStream stdin) {}

  /** A line of stderr. */
  default void error(String line) {}
}
