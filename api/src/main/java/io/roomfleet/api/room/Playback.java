package io.roomfleet.api.room;

import java.net.URI;

/**
 * Where a sub-room is played from.
 *
 * @param hls the master playlist
 */
public record Playback(URI hls) {}
