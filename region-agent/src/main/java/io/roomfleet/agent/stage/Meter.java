package io.roomfleet.agent.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import org.jspecify.annotations.Nullable;

/** The way from a browser, out of what Janus counts of it since the connection's beginning. */
final class Meter {
  private long received;
  private long lost;
  private @Nullable WebRtcQuality quality;

  /** The latest; null before there is any. */
  @Nullable WebRtcQuality quality() {
    return quality;
  }

  /**
   * Takes what Janus says.
   *
   * @return whether it says more than before
   */
  boolean take(JsonNode info) {
    long receivedNow = 0;
    long lostNow = 0;
    double jitter = 0;
    int roundTrip = 0;
    for (JsonNode media : info.path("webrtc").path("media")) {
      JsonNode rtcp = media.path("rtcp").path("main");
      receivedNow += media.path("stats").path("in").path("packets").asLong();
      lostNow += rtcp.path("lost").asLong();
      jitter = Math.max(jitter, rtcp.path("jitter-local").asDouble());
      roundTrip = Math.max(roundTrip, rtcp.path("rtt").asInt());
    }
    long came = receivedNow - received;
    if (came <= 0) {
      return false;
    }
    long missed = Math.max(0, lostNow - lost);
    received = receivedNow;
    lost = lostNow;
    double loss = Math.round(1e4 * missed / (came + missed)) / 1e4;
    quality = new WebRtcQuality(loss, jitter, roundTrip == 0 ? null : roundTrip);
    return true;
  }
}
