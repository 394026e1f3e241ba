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
 * @param fallback when the fallback of an upstream is read
 * @param testPicture of the test source
 * @param folder in which the processes run
 */
public record IngestSettings(
    InetAddress host,
    String publicHost,
    int firstPort,
    int lastPort,
    Duration srtLatency,
    Fallback fallback,
    Picture testPicture,
    Path folder) {

  /**
   * When the fallback of an upstream is read.
   *
   * @param after so long without a byte from the upstream, &gt; 0
   * @param back the upstream is read again when it has delivered for so long, &gt;= 0
   */
  public record Fallback(Duration after, Duration back) {
    public Fallback {
      if (after.isNegative() || after.isZero()) {
        throw new IllegalArgumentException(
            "upstream.fallback-after: " + after + " (expected: > 0)");
      }
      if (back.isNegative()) {
        throw new IllegalArgumentException("upstream.back-after: " + back + " (expected: >= 0)");
      }
    }
  }
}
