package io.roomfleet.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @Test
  void aLadderIsAPresetOrRenditions() {
    assertThat(Words.ladder("standard", null))
        .isEqualTo(new Ladder(LadderPreset.STANDARD, null, null));
    assertThat(Words.ladder("720p, 360p,audio", 25))
        .isEqualTo(new Ladder(null, List.of(Rendition.P720, Rendition.P360, Rendition.AUDIO), 25));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "huge", "720p,", "720p;360p", "p720"})
  void anUnknownLadderIsRefusedWithAllThereIs(String text) {
    assertThatThrownBy(() -> Words.ladder(text, null))
        .hasMessageContaining("ladder: " + text)
        .hasMessageContaining("standard")
        .hasMessageContaining("180p");
  }

  @Test
  void aLineNamesItsKindAndAPullLineItsUrl() {
    Words.LineOption line = new Words.LineOption();
    assertThat(line.convert("main:rtmp")).isEqualTo(new LineSpec("main", LineKind.RTMP, null));
    assertThat(line.convert("b:pull:https://example.com:8443/x?y=1"))
        .isEqualTo(new LineSpec("b", LineKind.PULL, URI.create("https://example.com:8443/x?y=1")));
    assertThatThrownBy(() -> line.convert("main")).hasMessageContaining("expected: ID:KIND");
    assertThatThrownBy(() -> line.convert("main:ndi"))
        .hasMessageContaining("rtmp, srt, pull, test");
    assertThatThrownBy(() -> line.convert("m:pull:ht tp")).hasMessageContaining("expected: a URL");
  }

  @Test
  void aModeIsWrittenAsTheApiWritesIt() {
    assertThat(new Words.Mode().convert("one-to-one")).isEqualTo(RoomMode.ONE_TO_ONE);
    assertThatThrownBy(() -> new Words.Mode().convert("solo"))
        .hasMessageContaining("single-host, cohost");
  }

  @Test
  void anAddressHasAHostAndAPort() {
    assertThat(HostPort.parse("127.0.0.1:9042")).isEqualTo(new HostPort("127.0.0.1", 9042));
    assertThat(HostPort.parse("[::1]:1")).isEqualTo(new HostPort("::1", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", ":9042", "a:0", "a:65536", "a:x"})
  void aHalfAddressIsRefused(String text) {
    assertThatThrownBy(() -> HostPort.parse(text)).hasMessageContaining("expected: host:port");
  }
}
