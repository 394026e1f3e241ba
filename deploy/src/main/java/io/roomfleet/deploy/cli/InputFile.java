package io.roomfleet.deploy.cli;

import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON that the user wrote: sent as it is, so that the API says what is wrong with it. */
final class InputFile {
  private static final Path STDIN = Path.of("-");

  private InputFile() {}

  /**
   * @param file {@code -} for the standard input
   * @throws Refusal when it cannot be read
   */
  static Json.Raw read(Path file) {
    try {
      return new Json.Raw(
          file.equals(STDIN)
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new Refusal("There is no file " + file + ".", e);
    } catch (IOException e) {
      throw new Refusal("The file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same, where a list stands for an object with that one field. */
  static Json.Raw readList(Path file, String field) {
    Json.Raw raw = read(file);
    return raw.text().stripLeading().startsWith("[")
        ? new Json.Raw("{\"" + field + "\":" + raw.text() + "}")
        : raw;
  }
}
