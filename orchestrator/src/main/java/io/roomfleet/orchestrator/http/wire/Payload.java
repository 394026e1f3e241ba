package io.roomfleet.orchestrator.http.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.util.ByteString;

/** Bodies of data: JSON, or lines of it, and maybe packed. */
final class Payload {
  private static final int PACKED_BUFFER = 8192;

  private Payload() {}

  /**
   * True for gzip.
   *
   * @throws RefusedRequest 415 {@code unsupported_media_type} for any other encoding
   */
  static boolean isPacked(HttpRequest request) {
    String encoding = Headers.first(request, "Content-Encoding");
    String known = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (known) {
      case "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new RefusedRequest(
              415,
              "unsupported_media_type",
              "Content-Encoding: " + encoding + " (expected: gzip or none)");
    };
  }

  /**
   * Lets JSON and NDJSON pass, and nothing at all.
   *
   * @throws RefusedRequest 415 {@code unsupported_media_type}
   */
  static void checkType(HttpRequest request) {
    if (request.entity().isKnownEmpty()) {
      return;
    }
    MediaType type = request.entity().getContentType().mediaType();
    boolean known =
        type.mainType().equals("application")
            && switch (type.subType()) {
              case "json", "x-ndjson", "ndjson", "jsonl" -> true;
              default -> false;
            };
    if (!known) {
      throw new RefusedRequest(
          415,
          "unsupported_media_type",
          "Content-Type: %s (expected: application/json or application/x-ndjson)".formatted(type));
    }
  }

  /**
   * What a gzip holds. It is unpacked no further than the limit: a few bytes may stand for very
   * many.
   *
   * @throws RefusedRequest 413 {@code body_too_large}, or 400 {@code bad_gzip} when it is none or
   *     breaks off
   */
  static ByteString unpacked(ByteString body, long limit) {
    int most = Math.toIntExact(limit);
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(body.toArrayUnsafe()), PACKED_BUFFER)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw Bodies.tooLarge(limit);
      }
      return ByteString.fromArrayUnsafe(bytes);
    } catch (IOException e) {
      throw new RefusedRequest(
          400,
          "bad_gzip",
          "the body cannot be unpacked: %s (expected: gzip)".formatted(e.getMessage()));
    }
  }
}
