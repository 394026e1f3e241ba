package io.roomfleet.agent.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.PkBar;
import io.roomfleet.api.agent.Seat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static Frame plain(int width, int height, int light) {
    byte[] bytes = new byte[width * height * 3 / 2];
    Arrays.fill(bytes, (byte) light);
    return new Frame(width, height, bytes);
  }

  private static int light(Frame frame, int x, int y) {
    return frame.bytes()[y * frame.width() + x] & 0xFF;
  }

  private static int blue(Frame frame, int x, int y) {
    int light = frame.width() * frame.height();
    return frame.bytes()[light + y / 2 * (frame.width() / 2) + x / 2] & 0xFF;
  }

  @Test
  void pictureOfAnySizeFillsItsBoxAndNothingElse() {
    for (int[] size : new int[][] {{40, 20}, {16, 16}, {100, 60}}) {
      Frame frame = Frame.black(80, 40);
      frame.put(plain(size[0], size[1], 200), new Box(40, 20, 40, 20));
      for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 80; x++) {
          boolean in = x >= 40 && y >= 20;
          assertThat(light(frame, x, y)).isEqualTo(in ? 200 : 16);
          assertThat(blue(frame, x, y)).isEqualTo(in ? 200 : 128);
        }
      }
    }
  }

  @Test
  void boxesOfAllPlacesLieWithinThePictureAndAreEven() {
    for (double x = 0; x < 1; x += 0.0625) {
      for (double w = 0.0625; x + w <= 1; w += 0.0625) {
        Box box = Box.of(new Seat.Place(x, x, w, w), 322, 182);
        assertThat(box.x() + box.width()).isLessThanOrEqualTo(322);
        assertThat(box.y() + box.height()).isLessThanOrEqualTo(182);
        assertThat((box.x() | box.y() | box.width() | box.height()) & 1).isZero();
        assertThat(Math.min(box.width(), box.height())).isGreaterThanOrEqualTo(16);
      }
    }
    assertThat(Box.of(new Seat.Place(2.0 / 3, 0.5, 1.0 / 3, 0.5), 640, 360))
        .isEqualTo(new Box(426, 180, 214, 180));
  }

  @Test
  void sizeAndBytesMustFit() {
    assertThatThrownBy(() -> new Frame(4, 4, new byte[23]))
        .hasMessage("picture: 23 bytes (expected: 24 for 4x4)");
  }

  @Test
  void namesAndCardsAreDrawnInTheirBoxes() {
    Painter painter = new Painter(TestFfmpeg.get().font());
    Box box = new Box(0, 0, 160, 90);
    for (String text :
        List.of("Anna", "a name that is far too long for its place, and more", "李佳琦")) {
      Stencil name = painter.name(text, box);
      assertThat(name.width()).isBetween(10, 160);
      Frame frame = plain(160, 90, 90);
      frame.lay(name, 0, 90 - name.height());
      assertThat(brightest(frame)).as(text).isGreaterThan(180);
      Frame card = plain(160, 90, 90);
      card.lay(painter.card(text, box), 0, 0);
      assertThat(light(card, 2, 2)).as(text).isBetween(30, 70);
      assertThat(brightest(card)).as(text).isGreaterThan(180);
    }
    assertThat(painter.name(" ", box)).isNull();
  }

  private static int brightest(Frame frame) {
    int brightest = 0;
    for (int i = 0; i < frame.width() * frame.height(); i++) {
      brightest = Math.max(brightest, frame.bytes()[i] & 0xFF);
    }
    return brightest;
  }

  @Test
  void barGrowsWithThePointsOfATeam() {
    Painter painter = new Painter(TestFfmpeg.get().font());
    assertThat(border(painter, 0, 0)).isBetween(155, 165);
    assertThat(border(painter, 5, 5)).isBetween(155, 165);
    assertThat(border(painter, 3, 1)).isBetween(205, 230);
    assertThat(border(painter, 1_000_000_000_000L, 0)).isBetween(270, 290);
    assertThat(border(painter, 0, 7)).isBetween(30, 45);
  }

  /** Where the first team's part ends, in a bar that is 320 wide. */
  private static int border(Painter painter, long left, long right) {
    PkBar bar =
        new PkBar(
            List.of(new PkBar.Team("A", left), new PkBar.Team("B", right)),
            PkBar.Phase.SCORING,
            Instant.EPOCH,
            Instant.EPOCH,
            0);
    Frame frame = plain(320, 180, 60);
    frame.lay(painter.bar(bar, 61, 320, 180), 0, 0);
    int x = 0;
    while (blue(frame, x, 1) < 150) {
      x += 2;
    }
    return x;
  }
}
