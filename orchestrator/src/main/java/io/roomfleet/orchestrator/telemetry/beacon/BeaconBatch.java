package io.roomfleet.orchestrator.telemetry.beacon;

import java.util.List;

/**
 * What a batch came to.
 *
 * @param shares what is to be kept, by sub-room
 * @param roundTrips what was measured of distances; is in no share
 * @param accepted how many beacons those two are
 * @param rejections the first hundred
 * @param rejected how many there are
 * @param unasked sub-rooms of which this node knows nothing: when there are any, nothing else here
 *     is whole, and the batch is to be read again once they were asked for
 */
public record BeaconBatch(
    List<Share> shares,
    List<RoundTrip> roundTrips,
    int accepted,
    List<Rejection> rejections,
    int rejected,
    List<Unasked> unasked) {

  /** One sub-room's part of it. */
  public record Share(String roomId, String subRoomId, int count, byte[] row) {}

  /** A sub-room to be asked for. */
  public record Unasked(String roomId, String subRoomId) {}
}
