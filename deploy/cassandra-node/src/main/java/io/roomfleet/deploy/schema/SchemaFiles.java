package io.roomfleet.deploy.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the schema's files, {@code NN-name.cql}, in the order of their numbers. */
final class SchemaFiles {
  private static final String FIRST = "01-keyspace.cql";
  private static final String NAMES = "\\d\\d-[a-z-]+\\.cql";

  private SchemaFiles() {}

  /** Those that were built into this program. */
  static List<CqlScript> shipped() {
    URI first;
    try {
      first = SchemaFiles.class.getResource(FIRST).toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    try {
      if (!first.getScheme().equals("jar")) {
        return in(Path.of(first).resolveSibling(""));
      }
      try (FileSystem jar = FileSystems.newFileSystem(first, Map.of())) {
        return in(jar.provider().getPath(first).resolveSibling(""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<CqlScript> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(NAMES))
          .sorted((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()))
          .map(SchemaFiles::read)
          .toList();
    }
  }

  private static CqlScript read(Path file) {
    try {
      return new CqlScript(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
