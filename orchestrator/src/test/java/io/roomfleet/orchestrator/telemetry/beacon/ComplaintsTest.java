package io.roomfleet.orchestrator.telemetry.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.telemetry.TelemetrySettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComplaintsTest {
  private static final Map<String, List<String>> SHIPPED =
      TelemetrySettings.of(ConfigFactory.load()).complaintWords();
  private static final Complaints COMPLAINTS = new Complaints(SHIPPED);

  @Test
  void aDozenLanguagesAreShipped() {
    assertThat(SHIPPED).hasSizeGreaterThanOrEqualTo(12).containsKeys("en", "zh", "es", "fr");
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB, I can't hear you, true",
    "en-GB, I CAN’T   HEAR anything, true",
    "en-US, so laggy today, true",
    "en-US, lagging!, true",
    "en-US, that flagging price, false",
    "en-US, lovely sound, false",
    "zh-CN, 主播太卡了吧, true",
    "zh-CN, 我听不清你说什么, true",
    "zh-CN, 可爱的主播, false",
    "ja-JP, 音が出ないよ, true",
    "fr-FR, ÇA NE FONCTIONNE PAS, true",
    "fr-FR, plus de sons de cloche, false",
    "pt-BR, nao da para ouvir nada, true",
    "es-MX, no se oye, true",
    "de-DE, das Bild hängt, true",
    "de-DE, hangt, true",
    "ru-RU, НЕТ ЗВУКА, true",
    "de-DE, no sound here, false",
    "nl-NL, no sound here, true",
    "'', no se oye, true",
    "en-GB, ｎｏ ｓｏｕｎｄ, true",
  })
  void commentsAreScreenedInTheSubRoomsLanguage(String locale, String text, boolean complains) {
    assertThat(COMPLAINTS.in(locale).isIn(text)).isEqualTo(complains);
  }

  @Test
  void wordsCanBeAdded() {
    var config =
        ConfigFactory.parseString("roomfleet.telemetry.complaint-words { nl = [\"geen geluid\"] }")
            .withFallback(ConfigFactory.load());
    Complaints more = new Complaints(TelemetrySettings.of(config).complaintWords());
    assertThat(more.in("nl-NL").isIn("Geen Geluid??")).isTrue();
    assertThat(more.in("nl-NL").isIn("no sound")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void findsWhatLookingForEachPhraseFinds(int seed) {
    Random random = new Random(seed);
    List<String> phrases =
        random.ints(6, 1, 4).mapToObj(length -> letters(random, length)).distinct().toList();
    Complaints.Words words = new Complaints(Map.of("xx", phrases)).in("xx");
    for (int i = 0; i < 2000; i++) {
      String text = letters(random, 1 + random.nextInt(12));
      boolean naive =
          phrases.stream().anyMatch(phrase -> text.toLowerCase(Locale.ROOT).contains(phrase));
      assertThat(words.isIn(text)).as("%s in %s", phrases, text).isEqualTo(naive);
    }
  }

  /** Of a script without spaces, so that a phrase may be anywhere. */
  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("卡听声".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
