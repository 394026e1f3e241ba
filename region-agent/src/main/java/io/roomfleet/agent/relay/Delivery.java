package io.roomfleet.agent.relay;

/**
 * What has come from an upstream, in nanoseconds of a clock that begins at 0.
 *
 * @param since when the first bytes of the present connection came; {@link #NEVER} without one
 * @param last when the last bytes came, of whatever connection; {@link #NEVER} before the first
 */
record Delivery(long since, long last) {
  /** Before any time. */
  static final long NEVER = Long.MIN_VALUE / 2;

  /** Of an upstream that is not read. */
  static final Delivery NOTHING = new Delivery(NEVER, NEVER);
}
