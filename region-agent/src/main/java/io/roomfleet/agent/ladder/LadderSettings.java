package io.roomfleet.agent.ladder;

import io.roomfleet.api.steering.Pathway;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How ladders run.
 *
 * @param folder under which each sub-room has {@code {roomId}/{subRoomId}/}
 * @param programBase where the agent's own programmes are read
 * @param mediaUrl base of the URLs that players use
 * @param firstSegment a run that has written nothing after this long is started again
 * @param stalled as that, after its last segment
 * @param keepFolder how long the folder of a sub-room that is not wanted any more stays
 * @param detect whether encoders look for black, still and silent input
 */
public record LadderSettings(
    Path folder,
    URI programBase,
    URI mediaUrl,
    Duration firstSegment,
    Duration stalled,
    Duration keepFolder,
    boolean detect) {
  /** The URL of a sub-room's master playlist. */
  URI master(String roomId, String subRoomId) {
    return URI.create(mediaUrl + "/hls/" + roomId + "/" + subRoomId + "/" + Pathway.MASTER);
  }
}
