package io.roomfleet.api.agent;

import java.time.Instant;

/**
 * What an agent measured of itself.
 *
 * @param cpuCores cores that the agent and its processes use, over the last seconds
 * @param machineCpu share of the whole machine that is busy, 0 to 1
 * @param egressMbps media sent over the last seconds, Mbit/s
 * @param transcodeUnits of the ladders that are encoding now
 * @param processes ffmpeg processes that are running now
 */
public record Load(
    Instant at,
    double cpuCores,
    double machineCpu,
    double egressMbps,
    double transcodeUnits,
    int processes) {}
