package io.roomfleet.api.metrics;

import java.util.List;

/**
 * What came of a batch of beacons.
 *
 * @param accepted how many are kept for good; one that was sent before is among them, and counts
 *     once all the same
 * @param rejected the first hundred of those that do not count
 * @param rejectedCount how many there are of these
 */
public record BeaconAnswer(int accepted, List<Rejected> rejected, int rejectedCount) {
  /**
   * One that does not count.
   *
   * @param index in the batch, from 0
   * @param code {@code malformed}, {@code too_late}, {@code in_the_future}, {@code unknown_room} or
   *     {@code unknown_sub_room}
   * @param message the value and what was expected
   */
  public record Rejected(int index, String code, String message) {}
}
