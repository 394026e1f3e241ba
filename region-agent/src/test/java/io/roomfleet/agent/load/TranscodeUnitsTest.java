package io.roomfleet.agent.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.room.Rendition;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscodeUnitsTest {
  @Test
  void theyGrowWithThePixelsASecond() {
    assertThat(TranscodeUnits.of(List.of(Rendition.P720), 30)).isEqualTo(1.0);
    assertThat(TranscodeUnits.of(List.of(Rendition.P720), 60)).isEqualTo(2.0);
    assertThat(TranscodeUnits.of(List.of(Rendition.P360, Rendition.P180), 30)).isEqualTo(0.3125);
    assertThat(TranscodeUnits.of(List.of(Rendition.AUDIO), 30)).isEqualTo(0.02);
  }

  @Test
  void mixTakesItsPictureAndEachOfItsPeople() {
    assertThat(TranscodeUnits.ofMix(new Canvas(1280, 720, 30), 4)).isEqualTo(1.8);
  }
}
