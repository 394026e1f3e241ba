package io.roomfleet.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.agent.ffmpeg.UrlText;
import io.roomfleet.api.agent.Source;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
  private static void expectPassphrase(String passphrase, String message) {
    assertThatThrownBy(() -> SourceRules.check(new Source.Srt(passphrase))).hasMessage(message);
  }

  @Test
  void aPassphraseHas10To79BytesAsSrtCountsThem() {
    for (String fits :
        new String[] {"a".repeat(10), "a".repeat(79), "\u00e9".repeat(5), "&%+ ?#=/:@"}) {
      assertThatCode(() -> SourceRules.check(new Source.Srt(fits))).doesNotThrowAnyException();
    }
    expectPassphrase("a".repeat(9), "SRT passphrase: 9 characters (expected: 10 to 79)");
    expectPassphrase("a".repeat(80), "SRT passphrase: 80 characters (expected: 10 to 79)");
    expectPassphrase(
        "\u00e9".repeat(40), "SRT passphrase: 40 characters of 80 bytes (expected: 10 to 79)");
    expectPassphrase(
        "ten or more\n",
        "SRT passphrase: with control codes (expected: 10 to 79 characters without)");
  }

  @Test
  void whatGoesIntoAUrlIsEncoded() {
    assertThat(UrlText.encode("a&b=c%d+e f?\u00e9#z"))
        .isEqualTo("a%26b%3Dc%25d%2Be%20f%3F%C3%A9%23z");
    assertThat(UrlText.encode("key-1_2")).isEqualTo("key-1_2");
    assertThat(UrlText.host("::1")).isEqualTo("[::1]");
    assertThat(UrlText.host("ingest.example.com")).isEqualTo("ingest.example.com");
  }
}
