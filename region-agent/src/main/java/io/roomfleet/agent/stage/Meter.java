package io.roomfleet.agent.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import org.jspecify.annotations.Nullable;

/**
 * The way from a browser, out of what Janus counts of its connections since their beginning.
 *
 * <p>Loss and jitter are of what the browser publishes. Of that Janus knows no round trip, since it
 * sends nothing there that the browser would report on; it is taken from what the same browser
 * watches.
 */
final class Meter {
  private long received;
  private long missing;
  private double loss;
  private double jitter;
  private int roundTrip;
  private boolean known;

  /** The latest; null before there is any. */
  @Nullable WebRtcQuality quality() {
    return known ? new WebRtcQuality(loss, jitter, roundTrip == 0 ? null : roundTrip) : null;
  }

  /**
   * Takes what Janus says of a publisher.
   *
   * @return whether it says more than before
   */
  boolean published(JsonNode info) {
    long receivedNow = 0;
    long missingNow = 0;
    double worst = 0;
    for (JsonNode media : info.path("webrtc").path("media")) {
      JsonNode rtcp = media.path("rtcp").path("main");
      JsonNode in = media.path("stats").path("in");
      receivedNow += in.path("packets").asLong();
      // What was sent again had been lost too, and made good before it was missed.
      missingNow += Math.max(rtcp.path("lost").asLong(), in.path("retransmissions").asLong());
      worst = Math.max(worst, rtcp.path("jitter-local").asDouble());
    }
    long came = receivedNow - received;
    if (came <= 0) {
      return false;
    }
    long missed = Math.max(0, missingNow - missing);
    received = receivedNow;
    missing = missingNow;
    loss = Math.round(1e4 * missed / (came + missed)) / 1e4;
    jitter = worst;
    known = true;
    return true;
  }

  /** Takes what Janus says of a connection by which the same browser watches. */
  void watched(JsonNode info) {
    int longest = 0;
    for (JsonNode media : info.path("webrtc").path("media")) {
      longest = Math.max(longest, media.path("rtcp").path("main").path("rtt").asInt());
    }
    if (longest > 0) {
      roundTrip = longest;
    }
  }
}
