package io.roomfleet.agent.stage;

/** Janus, or its VideoRoom, says no. */
final class JanusFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * @param code Janus's own, or that of its VideoRoom (from 421 on)
   */
  JanusFault(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
