package io.roomfleet.agent.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class H264Test {
  private static final int AUD = 9;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int SEI = 6;
  private static final int IDR = 5;
  private static final int SLICE = 1;

  private final H264 h264 = new H264();

  private static byte[] picture(int... nals) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < nals.length; i++) {
      out.writeBytes(i == 0 ? new byte[] {0, 0, 0, 1} : new byte[] {0, 0, 1});
      out.write(0x60 | nals[i]);
      out.writeBytes(new byte[] {(byte) 0x88, 0x31, 0x42});
    }
    return out.toByteArray();
  }

  @Test
  void aPictureIsAKeyIfItsFirstSliceIsIdr() {
    assertThat(H264.isIdr(picture(AUD, SPS, PPS, SEI, IDR, IDR))).isTrue();
    assertThat(H264.isIdr(picture(AUD, SEI, SLICE))).isFalse();
    assertThat(H264.isIdr(picture(AUD, SPS))).isFalse();
    assertThat(H264.isIdr(new byte[] {0, 0, 1})).isFalse();
  }

  @Test
  void parameterSetsThatWereSeenAreAddedWhereTheyAreMissing() {
    byte[] whole = picture(AUD, SPS, PPS, IDR);
    assertThat(h264.withParameterSets(whole)).isSameAs(whole);
    assertThat(h264.withParameterSets(picture(AUD, IDR))).isEqualTo(whole);
    assertThat(h264.withParameterSets(picture(AUD, SEI, IDR)))
        .isEqualTo(picture(AUD, SPS, PPS, SEI, IDR));
  }

  @Test
  void withoutAnySeenThePictureStaysAsItIs() {
    byte[] bare = picture(AUD, IDR);
    assertThat(h264.withParameterSets(bare)).isSameAs(bare);
  }
}
