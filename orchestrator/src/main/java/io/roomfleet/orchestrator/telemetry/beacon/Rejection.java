package io.roomfleet.orchestrator.telemetry.beacon;

/**
 * Why a beacon does not count.
 *
 * @param index of the beacon in its batch, from 0
 * @param code {@code malformed}, {@code too_late}, {@code in_the_future}, {@code unknown_room} or
 *     {@code unknown_sub_room}
 * @param message the value and what was expected
 */
public record Rejection(int index, String code, String message) {}
