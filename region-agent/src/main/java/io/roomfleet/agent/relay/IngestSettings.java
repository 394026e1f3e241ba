package io.roomfleet.agent.relay;

import io.roomfleet.agent.ffmpeg.Picture;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How lines are taken in.
 *
 * @param host address on which listeners are bound
 * @param publicHost name of it in the URLs that publishers get
 * @param firstPort and {@code lastPort}: for listeners, one a line
 * @param srtLatency how long SRT waits for a packet to be sent again
 * @param testPicture of the test source
 * @param folder in which the processes run
 */
public record IngestSettings(
    InetAddress host,
    String publicHost,
    int firstPort,
    int lastPort,
    Duration srtLatency,
    Picture testPicture,
    Path folder) {}
