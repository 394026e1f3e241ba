package io.roomfleet.orchestrator.http.wire;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;

/** Takes request bodies in: JSON, up to a size, within a time. */
public final class Bodies {
  private final Materializer materializer;
  private final long limit;
  private final Duration patience;

  /**
   * @param limit bytes that a body may have
   * @param patience how long a body may take to come in
   */
  public Bodies(Materializer materializer, long limit, Duration patience) {
    this.materializer = materializer;
    this.limit = limit;
    this.patience = patience;
  }

  /**
   * The whole body.
   *
   * @return fails with a {@link RefusedRequest}: 415 {@code unsupported_media_type}, 413 {@code
   *     body_too_large}, 408 {@code body_too_slow}, 400 {@code broken_body}
   */
  public CompletionStage<ByteString> read(HttpRequest request) {
    return take(request, limit)
        .thenApply(
            body -> {
              if (!body.isEmpty()) {
                checkType(request);
              }
              return body;
            });
  }

  /**
   * The whole body of data, JSON or NDJSON, unpacked where it came as gzip.
   *
   * @param most bytes that it may have, as sent and unpacked
   * @return fails as {@link #read} does, and with 400 {@code bad_gzip}
   */
  public CompletionStage<ByteString> readData(HttpRequest request, long most) {
    boolean packed = Payload.isPacked(request);
    Payload.checkType(request);
    return take(request, most).thenApply(body -> packed ? Payload.unpacked(body, most) : body);
  }

  /** Lets a body that nobody wants flow away, so that the connection can be used again. */
  public void discard(HttpRequest request) {
    request.discardEntityBytes(materializer);
  }

  private CompletionStage<ByteString> take(HttpRequest request, long limit) {
    if (request.entity().isKnownEmpty()) {
      return CompletableFuture.completedFuture(ByteString.emptyByteString());
    }
    // A small body is there with its head. To run a stream for it would cost more than the request.
    if (request.entity() instanceof HttpEntity.Strict whole) {
      return whole.getData().length() > limit
          ? CompletableFuture.failedFuture(tooLarge(limit))
          : CompletableFuture.completedFuture(whole.getData());
    }
    // What is too long is still read to its end (up to 16 times the limit) and thrown away: a
    // client that is busy sending does not look for an answer.
    return request
        .entity()
        .withoutSizeLimit()
        .getDataBytes()
        .completionTimeout(patience)
        .runFold(Taken.NOTHING, (taken, chunk) -> taken.plus(chunk, limit), materializer)
        .thenApply(
            taken -> {
              if (taken.length() > limit) {
                throw tooLarge(limit);
              }
              return taken.bytes();
            })
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(failure, limit)));
  }

  private record Taken(long length, ByteString bytes) {
    static final Taken NOTHING = new Taken(0, ByteString.emptyByteString());

    Taken plus(ByteString chunk, long limit) {
      long longer = length + chunk.length();
      if (longer > 16 * limit) {
        throw new EndlessBody();
      }
      return new Taken(longer, longer > limit ? ByteString.emptyByteString() : bytes.concat(chunk));
    }
  }

  private static final class EndlessBody extends RuntimeException {
    EndlessBody() {
      super("endless body", null, false, false);
    }
  }

  private RefusedRequest told(Throwable failure, long limit) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RefusedRequest refused) {
      return refused;
    }
    if (cause instanceof EndlessBody) {
      return tooLarge(limit);
    }
    if (cause instanceof TimeoutException) {
      return new RefusedRequest(
          408,
          "body_too_slow",
          "the body did not come in within %d s".formatted(patience.toSeconds()));
    }
    return new RefusedRequest(400, "broken_body", "the body broke off: " + cause);
  }

  static RefusedRequest tooLarge(long limit) {
    return new RefusedRequest(
        413, "body_too_large", "the body is larger than %d bytes".formatted(limit));
  }

  private static void checkType(HttpRequest request) {
    String encoding = Headers.first(request, "Content-Encoding");
    if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
      throw new RefusedRequest(
          415, "unsupported_media_type", "Content-Encoding: " + encoding + " (expected: none)");
    }
    // A charset means nothing in application/json (RFC 8259, section 11) and is not looked at.
    MediaType type = request.entity().getContentType().mediaType();
    if (!type.mainType().equals("application") || !type.subType().equals("json")) {
      throw new RefusedRequest(
          415,
          "unsupported_media_type",
          "Content-Type: %s (expected: application/json)".formatted(type));
    }
  }
}
