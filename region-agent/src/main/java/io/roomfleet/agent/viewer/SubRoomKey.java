package io.roomfleet.agent.viewer;

/** A sub-room, by the ids in its media URLs. */
public record SubRoomKey(String roomId, String subRoomId) {}
