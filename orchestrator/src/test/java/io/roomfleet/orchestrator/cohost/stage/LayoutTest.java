package io.roomfleet.orchestrator.cohost.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Who is where in the picture. */
class LayoutTest {
  private static Layout custom(Region... regions) {
    return new Layout(Layout.Kind.CUSTOM, List.of(regions));
  }

  @ParameterizedTest
  @EnumSource(value = Layout.Kind.class, names = "CUSTOM", mode = Mode.EXCLUDE)
  void shouldGiveEachARegionThatDoesNotLeaveTheFrame(Layout.Kind kind) {
    Layout layout = new Layout(kind, List.of());
    assertThat(layout.fault()).isNull();
    for (int shown = 0; shown <= Layout.MOST; shown++) {
      List<Region> regions = layout.arrange(shown);
      assertThat(regions).hasSize(shown);
      assertThat(regions).allSatisfy(region -> assertThat(region.fault()).isNull());
      int first = kind == Layout.Kind.PICTURE_IN_PICTURE ? 1 : 0;
      double area = 0;
      for (int i = first; i < shown; i++) {
        area += regions.get(i).width() * regions.get(i).height();
        for (int j = i + 1; j < shown; j++) {
          assertThat(regions.get(i).overlaps(regions.get(j)))
              .as("%s of %d: %s and %s", kind, shown, regions.get(i), regions.get(j))
              .isFalse();
        }
      }
      if (first == 0 && shown > 0) {
        assertThat(area)
            .as("%s of %d leaves nothing black", kind, shown)
            .isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void shouldArrangeAsTheNamesSay() {
    assertThat(Layout.SIDE_BY_SIDE.arrange(2))
        .containsExactly(new Region(0, 0, 0.5, 1), new Region(0.5, 0, 0.5, 1));
    assertThat(new Layout(Layout.Kind.GRID, List.of()).arrange(4))
        .containsExactly(
            new Region(0, 0, 0.5, 0.5),
            new Region(0.5, 0, 0.5, 0.5),
            new Region(0, 0.5, 0.5, 0.5),
            new Region(0.5, 0.5, 0.5, 0.5));
    List<Region> big = new Layout(Layout.Kind.HOST_BIG, List.of()).arrange(3);
    assertThat(big.get(0).width()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(big.get(1).x()).isEqualTo(big.get(2).x());
    List<Region> inset = new Layout(Layout.Kind.PICTURE_IN_PICTURE, List.of()).arrange(2);
    assertThat(inset.get(0)).isEqualTo(new Region(0, 0, 1, 1));
    assertThat(inset.get(1).x()).isGreaterThan(0.5);
  }

  @Test
  void shouldShowNoMoreThanThereAreGivenRegions() {
    Layout layout = custom(new Region(0, 0, 0.6, 1), new Region(0.6, 0, 0.4, 0.5));
    assertThat(layout.fault()).isNull();
    assertThat(layout.arrange(1)).containsExactly(new Region(0, 0, 0.6, 1));
    assertThat(layout.arrange(5)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.1 | 0 | 1 | 1 | x: -0.1 (expected: 0 to 1)",
        "0 | 1.5 | 1 | 1 | y: 1.5 (expected: 0 to 1)",
        "0 | 0 | 0 | 1 | width: 0.0 (expected: over 0, to 1)",
        "0 | 0 | 1 | -1 | height: -1.0 (expected: over 0, to 1)",
        "0.75 | 0 | 0.5 | 1 | x + width: 1.25 (expected: <= 1)",
        "0 | 0.75 | 1 | 0.5 | y + height: 1.25 (expected: <= 1)",
        "NaN | 0 | 1 | 1 | x: NaN (expected: 0 to 1)",
        "0 | 0 | NaN | 1 | width: NaN (expected: over 0, to 1)",
        "0 | 0 | 1 | Infinity | height: Infinity (expected: over 0, to 1)"
      })
  void shouldSayWhatLeavesTheFrame(double x, double y, double width, double height, String fault) {
    Layout layout = custom(new Region(0, 0, 1, 1), new Region(x, y, width, height));
    assertThat(layout.fault()).isEqualTo("layout.regions[1]." + fault);
  }

  @Test
  void shouldTakeRegionsForCustomAlone() {
    assertThat(custom().fault()).isEqualTo("layout.regions: 0 (expected: 1 to 9 for CUSTOM)");
    Region all = new Region(0, 0, 1, 1);
    assertThat(new Layout(Layout.Kind.CUSTOM, Collections.nCopies(10, all)).fault())
        .isEqualTo("layout.regions: 10 (expected: 1 to 9 for CUSTOM)");
    assertThat(new Layout(Layout.Kind.GRID, List.of(all)).fault())
        .isEqualTo("layout.regions: 1 (expected: none for GRID)");
    assertThatThrownBy(() -> Layout.SIDE_BY_SIDE.arrange(10)).hasMessageContaining("shown: 10");
  }

  @Test
  void shouldAllowThirdsInSpiteOfRounding() {
    Layout layout = custom(new Region(2.0 / 3, 0, 1.0 / 3, 1), new Region(0.7, 0, 0.3, 1));
    assertThat(layout.fault()).isNull();
  }
}
