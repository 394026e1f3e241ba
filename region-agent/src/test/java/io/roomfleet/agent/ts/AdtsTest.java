package io.roomfleet.agent.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdtsTest {
  @Test
  void silenceReadsAsOneFrameOfTheSameKind() {
    for (int rateIndex = 0; rateIndex <= 12; rateIndex++) {
      for (int channels = 1; channels <= 2; channels++) {
        Adts kind = new Adts(rateIndex, channels, 1);
        assertThat(Adts.of(kind.silence())).isEqualTo(kind);
      }
    }
  }

  @Test
  void aUnitOfSeveralFramesLastsAsLongAsTheyDoTogether() {
    byte[] one = new Adts(4, 2, 1).silence();
    byte[] three = new byte[one.length * 3];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(one, 0, three, i * one.length, one.length);
    }
    Adts read = Adts.of(three);
    assertThat(read).isEqualTo(new Adts(4, 2, 3));
    assertThat(read.rate()).isEqualTo(44_100);
    assertThat(read.ticks()).isEqualTo(3 * 2089);
  }

  @Test
  void whatIsNoAdtsIsNull() {
    assertThat(Adts.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})).isNull();
    assertThat(Adts.of(new byte[0])).isNull();
  }

  @Test
  void aRateThatIsNotInTheTableIsRefused() {
    assertThatThrownBy(() -> new Adts(13, 2, 1)).hasMessage("rateIndex: 13 (expected: 0 to 12)");
  }
}
