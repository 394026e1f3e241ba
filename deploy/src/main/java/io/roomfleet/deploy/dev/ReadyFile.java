package io.roomfleet.deploy.dev;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roomfleet.deploy.cli.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a running fleet tells scripts and the client verbs.
 *
 * @param apiUrl of the first orchestrator
 * @param apiUrls of each
 * @param consoleUrl opens the console, signed in
 * @param token the admin token
 * @param pids of the programs that run, by name
 * @param data the fleet's folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadyFile(
    URI apiUrl,
    URI consoleUrl,
    String token,
    Map<String, Long> pids,
    List<URI> apiUrls,
    String data) {
  private static final String NAME = "ready.json";

  /** Where a fleet always writes it. */
  public static Path in(Path data) {
    return data.resolve(NAME);
  }

  /** The one of a fleet that runs, or ran and was killed. */
  public static Optional<ReadyFile> read(Path data) {
    try {
      return Optional.of(Json.CODEC.read(Files.readString(in(data)), ReadyFile.class));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Replaces the file in one step: who finds it, finds all of it. */
  void write(Path file) {
    try {
      PrivateFile.write(file, Json.CODEC.writePretty(this) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("ready file " + file, e);
    }
  }
}
