package io.roomfleet.orchestrator.telemetry.beacon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Words by which viewers complain about picture and sound, by language. A sub-room whose language
 * has a list is screened with that list, any other with all of them.
 */
public final class Complaints {
  private final Map<String, Words> byLanguage = new LinkedHashMap<>();
  private final Words all;

  /**
   * @param words by language, such as {@code en}
   */
  public Complaints(Map<String, List<String>> words) {
    words.forEach((language, list) -> byLanguage.put(language, new Words(list)));
    all = new Words(words.values().stream().flatMap(List::stream).toList());
  }

  /**
   * The words for a sub-room.
   *
   * @param locale such as {@code de-DE}; empty when it is not known
   */
  public Words in(String locale) {
    return Objects.requireNonNullElse(
        byLanguage.get(Locale.forLanguageTag(locale).getLanguage()), all);
  }

  /**
   * A list to be searched for, all phrases at the same time (Aho and Corasick, 1975). Case,
   * diacritics, widths and runs of white space are no difference. In writing with spaces a phrase
   * begins and ends where words do: nobody complains of a <i>flagging</i> price.
   */
  public static final class Words {
    private final PhraseAutomaton automaton;

    Words(List<String> phrases) {
      automaton = new PhraseAutomaton(phrases.stream().map(FoldedText::of).toList());
    }

    /** True when one of the phrases is in the text. */
    public boolean isIn(char[] text, int length) {
      FoldedText folded = FoldedText.of(text, length);
      return automaton.isIn(folded.chars(), folded.length());
    }

    /** True when one of the phrases is in the text. */
    public boolean isIn(String text) {
      return isIn(text.toCharArray(), text.length());
    }
  }
}
