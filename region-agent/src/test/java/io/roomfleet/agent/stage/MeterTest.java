package io.roomfleet.agent.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import org.junit.jupiter.api.Test;

/** What Janus 1.1.2 says of a handle, as far as it counts here. */
class MeterTest {
  private final Meter meter = new Meter();

  private static JsonNode info(int sound, int soundLost, int picture, int again, int rtt)
      throws Exception {
    return new ObjectMapper()
        .readTree(
            """
            {"webrtc": {"media": {
              "0": {"type": "audio",
                "rtcp": {"main": {"base": 48000, "rtt": %5$d, "lost": %2$d, "jitter-local": 3}},
                "stats": {"in": {"packets": %1$d}, "out": {"packets": 0, "nacks": 0}}},
              "1": {"type": "video",
                "rtcp": {"main": {"base": 90000, "rtt": 0, "lost": 0, "jitter-local": 7}},
                "stats": {"in": {"packets": %3$d, "nacks": 9, "retransmissions": %4$d}}}}}}
            """
                .formatted(sound, soundLost, picture, again, rtt));
  }

  @Test
  void nothingIsKnownBeforeAnythingCame() throws Exception {
    assertThat(meter.quality()).isNull();
    assertThat(meter.published(info(0, 0, 0, 0, 0))).isFalse();
    assertThat(meter.published(new ObjectMapper().readTree("{}"))).isFalse();
    assertThat(meter.quality()).isNull();
  }

  @Test
  void lossIsOfWhatCameSinceTheLastTime() throws Exception {
    assertThat(meter.published(info(100, 0, 100, 0, 0))).isTrue();
    assertThat(meter.quality()).isEqualTo(new WebRtcQuality(0, 7, null));
    meter.published(info(145, 5, 145, 5, 0));
    assertThat(meter.quality()).isEqualTo(new WebRtcQuality(0.1, 7, null));
    assertThat(meter.published(info(145, 5, 145, 5, 0))).isFalse();
    meter.published(info(245, 5, 245, 5, 0));
    assertThat(meter.quality()).isEqualTo(new WebRtcQuality(0, 7, null));
  }

  @Test
  void roundTripIsThatOfWhatTheSameBrowserWatches() throws Exception {
    meter.published(info(100, 0, 100, 0, 0));
    meter.watched(info(0, 0, 0, 0, 48));
    assertThat(meter.quality()).isEqualTo(new WebRtcQuality(0, 7, 48));
    meter.watched(info(0, 0, 0, 0, 0));
    assertThat(meter.quality().roundTripMillis()).isEqualTo(48);
  }
}
