package io.roomfleet.api.agent;

import java.time.Instant;

/**
 * What an agent measured of itself.
 *
 * @param cpuCores cores that the agent and its processes use, over the last seconds
 * @param machineCpu share of the whole machine that is busy, 0 to 1
 * @param egressMbps media sent over the last seconds, Mbit/s
 * @param transcodeUnits of the ladders and mixes that are encoded now
 * @param processes ffmpeg processes that are running now
 * @param segmentsSent segments that viewers were sent since the last word, and those under way for
 *     too long
 * @param segmentsSlow the part of them that took more than half as long as they play
 */
public record Load(
    Instant at,
    double cpuCores,
    double machineCpu,
    double egressMbps,
    double transcodeUnits,
    int processes,
    int segmentsSent,
    int segmentsSlow) {

  /** Of an agent that sent no segment. */
  public Load(
      Instant at,
      double cpuCores,
      double machineCpu,
      double egressMbps,
      double transcodeUnits,
      int processes) {
    this(at, cpuCores, machineCpu, egressMbps, transcodeUnits, processes, 0, 0);
  }

  /** The same with what was sent. */
  public Load withSegments(int sent, int slow) {
    return new Load(at, cpuCores, machineCpu, egressMbps, transcodeUnits, processes, sent, slow);
  }
}
