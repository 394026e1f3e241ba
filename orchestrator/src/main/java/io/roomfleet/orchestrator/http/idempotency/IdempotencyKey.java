package io.roomfleet.orchestrator.http.idempotency;

import io.roomfleet.api.problem.Problem.FieldError;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Headers;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request under one key.
 *
 * @param id SHA-256 over principal, method, path and key, in hex
 * @param bodyHash SHA-256 of the body, in hex
 */
record IdempotencyKey(String id, String bodyHash) {
  private static final int MAX_LENGTH = 128;
  private static final String HEADER = "Idempotency-Key";

  /**
   * The call's key, or null when it has none.
   *
   * @throws RefusedRequest 422 {@code bad_idempotency_key}
   */
  static @Nullable IdempotencyKey of(Call call) {
    List<String> values = Headers.all(call.request(), HEADER);
    if (values.isEmpty()) {
      return null;
    }
    String key = values.get(0);
    if (values.size() > 1 || !isKey(key)) {
      String shown = String.join(", ", values);
      throw new RefusedRequest(
          422,
          "bad_idempotency_key",
          new FieldError(
              HEADER,
              shown.length() <= 100 ? shown : shown.substring(0, 100),
              "one key of 1 to %d visible ASCII characters".formatted(MAX_LENGTH)));
    }
    String method = call.request().method().value();
    byte[] whole =
        String.join("\n", call.principal(), method, call.path(), key)
            .getBytes(StandardCharsets.UTF_8);
    return new IdempotencyKey(sha256(whole), sha256(call.body().toArray()));
  }

  /**
   * Names the request to the domain, which knows a repeat by it long after the answer is forgotten
   * here: 32 hex characters of a hash over the key and the body. Another body under an old key is
   * another request.
   */
  String requestId() {
    return sha256((id + "\n" + bodyHash).getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  private static boolean isKey(String key) {
    return !key.isEmpty()
        && key.length() <= MAX_LENGTH
        && key.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
