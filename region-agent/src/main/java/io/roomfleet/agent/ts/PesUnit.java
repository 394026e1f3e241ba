package io.roomfleet.agent.ts;

/**
 * One complete PES unit: a picture, or one or more whole sound frames.
 *
 * @param streamId the PES stream id, such as 0xE0 for video
 * @param pts presentation time, 90 kHz, 33 bits as in the stream
 * @param dts decoding time, 90 kHz, 33 bits as in the stream; equal to {@code pts} where the stream
 *     has none
 * @param key whether decoding can begin here; always false for sound
 * @param taken when the picture came into the fleet, in ticks since 1970, where the stream says so;
 *     {@link #UNKNOWN} where it does not, and for sound
 * @param data the elementary stream's bytes, without the PES header; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy for each picture would cost
public record PesUnit(
    Lane lane, int streamId, long pts, long dts, boolean key, long taken, byte[] data) {
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** Of which the stream does not say when it came into the fleet. */
  public PesUnit(Lane lane, int streamId, long pts, long dts, boolean key, byte[] data) {
    this(lane, streamId, pts, dts, key, UNKNOWN, data);
  }

  /** The same with when it came into the fleet. */
  public PesUnit withTaken(long ticks) {
    return new PesUnit(lane, streamId, pts, dts, key, ticks, data);
  }
}
