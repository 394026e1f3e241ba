package io.roomfleet.orchestrator.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.util.ByteString;

/**
 * One file of the console, ready to be sent.
 *
 * @param tag changes whenever the content does; the value of its weak ETag
 * @param immutable true when its address holds its version, so that it may be kept for ever
 */
record ConsoleFile(ByteString content, ContentType type, String tag, boolean immutable) {
  private static final Map<String, ContentType> TYPES =
      Map.of(
          "html", ContentTypes.TEXT_HTML_UTF8,
          "js", MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8),
          "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
          "svg", MediaTypes.IMAGE_SVG_XML.toContentType());

  private static final int TAG_BYTES = 12;

  /**
   * A file by its name and content.
   *
   * @throws IllegalArgumentException when the name ends in nothing that the console serves
   */
  static ConsoleFile of(String name, byte[] content, boolean immutable) {
    ContentType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException("name: " + name + " (expected: .html, .js, .css or .svg)");
    }
    return new ConsoleFile(ByteString.fromArray(content), type, tagOf(content), immutable);
  }

  private static String tagOf(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
