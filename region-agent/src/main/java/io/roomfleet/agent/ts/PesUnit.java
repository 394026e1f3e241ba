package io.roomfleet.agent.ts;

/**
 * One complete PES unit: a picture, or one or more whole sound frames.
 *
 * @param streamId the PES stream id, such as 0xE0 for video
 * @param pts presentation time, 90 kHz, 33 bits as in the stream
 * @param dts decoding time, 90 kHz, 33 bits as in the stream; equal to {@code pts} where the stream
 *     has none
 * @param key whether decoding can begin here; always false for sound
 * @param data the elementary stream's bytes, without the PES header; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy for each picture would cost
public record PesUnit(Lane lane, int streamId, long pts, long dts, boolean key, byte[] data) {}
