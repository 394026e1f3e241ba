package io.roomfleet.orchestrator.telemetry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of complaint that are shipped, in {@code complaint-words.txt}, and those added. */
final class ComplaintWords {
  private ComplaintWords() {}

  /**
   * All of them, by language.
   *
   * @param added lists of phrases, by language
   * @throws IllegalArgumentException when a language has no list
   */
  static Map<String, List<String>> with(Config added) {
    Map<String, List<String>> words = shipped();
    for (String language : added.root().keySet()) {
      try {
        words
            .computeIfAbsent(language, it -> new ArrayList<>())
            .addAll(added.getStringList('"' + language + '"'));
      } catch (ConfigException e) {
        throw new IllegalArgumentException(
            "roomfleet.telemetry.complaint-words.%s: %s (expected: a list of phrases)"
                .formatted(language, added.root().get(language).unwrapped()),
            e);
      }
    }
    return words;
  }

  /** Lines of {@code language: phrase, phrase}. */
  private static Map<String, List<String>> shipped() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    try (InputStream in = ComplaintWords.class.getResourceAsStream("/complaint-words.txt")) {
      if (in == null) {
        throw new IllegalStateException("complaint-words.txt is not on the class path");
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        int colon = line.indexOf(':');
        if (colon > 0 && !line.startsWith("#")) {
          List<String> list =
              words.computeIfAbsent(line.substring(0, colon).strip(), it -> new ArrayList<>());
          for (String phrase : line.substring(colon + 1).split(",", -1)) {
            if (!phrase.isBlank()) {
              list.add(phrase.strip());
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
