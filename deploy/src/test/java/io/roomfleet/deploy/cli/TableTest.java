package io.roomfleet.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void linesColumnsUpAndShowsADashForNothing() {
    assertThat(new Table("A", "LONGER").row("value", "").row("b", "c").text(80))
        .isEqualTo("A      LONGER\nvalue  -\nb      c\n");
  }

  @Test
  void cutsTheWidestColumnsToFit() {
    String text =
        new Table("ID", "TITLE", "URL")
            .row("1", "a title of some length", "http://127.0.0.1/very/long/path.m3u8")
            .text(40);
    assertThat(text.lines()).allMatch(line -> line.length() <= 40);
    assertThat(text).contains("…").contains("1 ");
  }

  @Test
  void neverCutsBelowWhatCanBeRead() {
    String text = new Table("A", "B").row("abcdefghijkl", "mnopqrstuvwx").text(5);
    assertThat(text).contains("abcdefg…  mnopqrs…");
  }

  @Test
  void keepsARowOnOneLine() {
    assertThat(new Table("A").row("two\nlines").text(80)).isEqualTo("A\ntwo lines\n");
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> new Table("A", "B").row("x")).hasMessageContaining("expected: 2");
  }
}
