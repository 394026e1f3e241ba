package io.roomfleet.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.orchestrator.telemetry.beacon.BeaconCursor;
import io.roomfleet.orchestrator.telemetry.beacon.BeaconKind;
import io.roomfleet.orchestrator.telemetry.window.Audience;
import io.roomfleet.orchestrator.telemetry.window.CountryWindows;
import io.roomfleet.orchestrator.telemetry.window.Measure;
import io.roomfleet.orchestrator.telemetry.window.Tally;
import io.roomfleet.orchestrator.telemetry.window.WindowBytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Rows and windows that are kept in tables can be read by every later version. */
class KeptFormatTest {
  /** An order of 1234.5678 EUR from Germany, of a returning buyer, and a comment that complains. */
  private static final byte[] ROW =
      HexFormat.of()
          .parseHex(
              "01000001a1cbc446f400000002000000390a3d91b2aa6480cab6732cba3ab3c951abb299104445cec2f105"
                  + "4555520ea6227d381f27460402b6ed52c0557f064628525431cfb87ad7e707");

  private static final byte[] WINDOW =
      HexFormat.of()
          .parseHex(
              "01010c00000000000000010301000c0201070b03080100c0a9ed0404000c0201070b030801004956ef21"
                  + "05000c0201070b030801004956ef21000145555200000000000000010000000000bc614e0001444501"
                  + "0c00000000000000010301000c0201070b03080100c0a9ed0404000c0201070b030801004956ef2105"
                  + "000c0201070b030801004956ef21000145555200000000000000010000000000bc614e");

  @Test
  void aRowOfTheFirstVersionIsRead() {
    BeaconCursor beacon = new BeaconCursor(ROW);
    assertThat(beacon.next()).isTrue();
    assertThat(beacon.kind()).isEqualTo(BeaconKind.ORDER);
    assertThat(Instant.ofEpochMilli(beacon.at())).isEqualTo("2026-11-11T17:59:59.463Z");
    assertThat(beacon.amount()).isEqualTo(12_345_678);
    assertThat(beacon.returning()).isTrue();
    assertThat(beacon.next()).isTrue();
    assertThat(beacon.kind()).isEqualTo(BeaconKind.COMMENT);
    assertThat(beacon.complaint()).isTrue();
    assertThat(beacon.next()).isFalse();
  }

  @Test
  void aWindowOfTheFirstVersionIsReadAndWrittenTheSame() {
    CountryWindows windows = WindowBytes.read(WINDOW);
    assertThat(windows.whole().count(Measure.ORDERS)).isEqualTo(1);
    assertThat(windows.whole().distinct(Audience.RETURNING_BUYERS)).isEqualTo(1);
    assertThat(windows.of("DE").sales().get("EUR").revenue()).isEqualTo(12_345_678);
    Tally tally = new Tally(0);
    tally.count(ROW);
    assertThat(WindowBytes.of(tally.windows(0, Long.MAX_VALUE).get(0).windows(), 50))
        .isEqualTo(WINDOW);
  }

  @Test
  void aKindThatANewerVersionKeepsIsPassedOver() {
    byte[] newer = ROW.clone();
    newer[17] = 31;
    BeaconCursor beacon = new BeaconCursor(newer);
    assertThat(beacon.next()).isTrue();
    assertThat(beacon.kind()).isEqualTo(BeaconKind.COMMENT);
  }

  @Test
  void bytesThatBreakOffAreRefused() {
    assertThatThrownBy(() -> new BeaconCursor(Arrays.copyOf(ROW, 30)).next())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WindowBytes.read(Arrays.copyOf(WINDOW, 30)))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void smallCountriesArePutTogetherWhenAWindowIsKept() {
    CountryWindows read = WindowBytes.read(WindowBytes.of(WindowBytes.read(WINDOW), 1));
    assertThat(read.countries()).containsExactly("DE");
    CountryWindows none = WindowBytes.read(WindowBytes.of(read, 0));
    assertThat(none.countries()).containsExactly(CountryWindows.OTHER);
    assertThat(none.of("ZZ").count(Measure.ORDERS)).isEqualTo(1);
    assertThat(none.whole().count(Measure.ORDERS)).isEqualTo(1);
  }
}
