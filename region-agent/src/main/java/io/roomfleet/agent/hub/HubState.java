package io.roomfleet.agent.hub;

import io.roomfleet.api.room.LineInput;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hub at one moment. Counts are since the hub was made.
 *
 * @param input what is on air
 * @param filler whether the picture is a slate's: the own one, or that of the agent that is read
 * @param since when {@code input} last became what it is
 * @param inputs how many live inputs are attached, on air or waiting for their key frame
 * @param readers how many read the output now
 * @param bytesIn bytes that live inputs have written
 * @param bytesOut bytes of output made, once however many read them
 * @param bytesRead bytes handed to readers, all together
 * @param drops how often a slow reader lost what was waiting for it
 * @param droppedBytes how much those readers lost
 * @param switches changes of what is on air, from one live input to another too
 * @param lastSwitch when the last of them was; null for none
 * @param reanchors how often the time stamps of a live input leapt or drifted off and were tied to
 *     the output anew
 * @param tornUnits units of live inputs that were left out since a part was missing
 * @param silentFrames frames of silence sent in place of missing sound
 * @param inputGap time since the live input's last complete unit; null while the slate is on air
 * @param lead how far the output's picture is ahead of the wall clock; negative when behind
 * @param lag how long after it came into the fleet the picture on air stands on the output's
 *     timeline, by the clocks of both machines; null while it is a slate's
 * @param quality how live inputs come in
 */
public record HubState(
    LineInput input,
    boolean filler,
    Instant since,
    int inputs,
    int readers,
    long bytesIn,
    long bytesOut,
    long bytesRead,
    long drops,
    long droppedBytes,
    long switches,
    @Nullable Instant lastSwitch,
    long reanchors,
    long tornUnits,
    long silentFrames,
    @Nullable Duration inputGap,
    Duration lead,
    @Nullable Duration lag,
    InputQuality quality) {}
