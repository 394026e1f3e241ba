package io.roomfleet.orchestrator.console;

import com.typesafe.config.Config;
import java.util.List;

/**
 * Settings of the console, {@code roomfleet.console}.
 *
 * @param mediaSources from where the page may load video: sources of a content security policy,
 *     such as {@code https:} or {@code https://media.example.com:8090}; at least one
 */
public record ConsoleSettings(List<String> mediaSources) {
  public ConsoleSettings {
    mediaSources = List.copyOf(mediaSources);
    if (mediaSources.isEmpty()) {
      throw new IllegalArgumentException("media-sources: none (expected: at least one)");
    }
    for (String source : mediaSources) {
      if (!source.matches("[A-Za-z][A-Za-z0-9+.-]*:(//[A-Za-z0-9.*:\\[\\]-]+/?)?")) {
        throw new IllegalArgumentException(
            "media-sources: " + source + " (expected: a scheme like https:, or an origin)");
      }
    }
  }

  /** Reads {@code roomfleet.console}. */
  public static ConsoleSettings of(Config config) {
    String sources = config.getString("roomfleet.console.media-sources");
    return new ConsoleSettings(
        sources.isBlank() ? List.of() : List.of(sources.strip().split("\\s+")));
  }
}
