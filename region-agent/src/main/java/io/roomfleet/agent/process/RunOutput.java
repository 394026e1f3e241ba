package io.roomfleet.agent.process;

/** Takes what one run of a program writes, on the threads that read it. */
public interface RunOutput {
  /** Takes nothing. */
  RunOutput NONE = new RunOutput() {};

  /** Bytes of stdout; {@code buffer} is used again after this returns. */
  default void bytes(byte[] buffer, int length) {}

  /** A line of stderr. */
  default void error(String line) {}
}
