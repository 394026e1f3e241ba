package io.roomfleet.agent.hub;

/**
 * A live input of a hub: where its MPEG-TS bytes go.
 *
 * <p>Any thread may write, one at a time. No method blocks for a reader.
 */
public interface LiveInput extends AutoCloseable {
  /**
   * Takes the next bytes, a chunk of any size, not aligned to packets. After {@link #close()}, or
   * when a later input has replaced this one, they are thrown away.
   */
  void write(byte[] ts, int offset, int length);

  /**
   * Whether what it brings stands in for the programme, as a slate does: readers are told by the
   * tables, and whoever chooses among lines passes it over. It does not at first.
   */
  void filler(boolean fills);

  /** False once it was closed or a later input has replaced it: its source can be ended then. */
  boolean attached();

  /** The source is over: if it was on air, the slate is from now on. Closing twice is harmless. */
  @Override
  void close();
}
