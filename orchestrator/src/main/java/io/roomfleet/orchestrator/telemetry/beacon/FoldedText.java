package io.roomfleet.orchestrator.telemetry.beacon;

import java.text.Normalizer;

/**
 * Text in which only what is said counts: decomposed (NFKD), without diacritics (U+0300 to U+036F),
 * in lower case, every run of white space as one space, and every apostrophe the same.
 */
record FoldedText(char[] chars, int length) {
  private static final char FIRST_MARK = '\u0300';
  private static final char LAST_MARK = '\u036f';

  static FoldedText of(String text) {
    return of(text.toCharArray(), text.length());
  }

  static FoldedText of(char[] text, int length) {
    for (int i = 0; i < length; i++) {
      if (text[i] >= 128) {
        char[] plain =
            Normalizer.normalize(new String(text, 0, length), Normalizer.Form.NFKD).toCharArray();
        return folded(plain, plain.length);
      }
    }
    return folded(text, length);
  }

  private static FoldedText folded(char[] text, int length) {
    char[] folded = new char[length];
    int size = 0;
    for (int i = 0; i < length; i++) {
      char c = text[i];
      if (c >= FIRST_MARK && c <= LAST_MARK) {
        continue;
      }
      if (Character.isWhitespace(c)) {
        if (size > 0 && folded[size - 1] != ' ') {
          folded[size++] = ' ';
        }
      } else {
        folded[size++] = c < 128 ? lower(c) : wide(c);
      }
    }
    return new FoldedText(folded, size);
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  private static char wide(char c) {
    return switch (c) {
      case '\u2018', '\u2019', '\u02bc', '\u00b4' -> '\'';
      // Both sigmas are one letter; upper case first makes them so.
      default -> Character.toLowerCase(Character.toUpperCase(c));
    };
  }
}
