package io.roomfleet.orchestrator.alert;

/**
 * What viewers of a sub-room did in ten seconds.
 *
 * @param active distinct viewers who did anything
 */
public record Counted(
    String subRoomId, long start, long comments, long complaints, long orders, long active) {}
