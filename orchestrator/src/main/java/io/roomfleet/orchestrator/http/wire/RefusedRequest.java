package io.roomfleet.orchestrator.http.wire;

import io.roomfleet.api.problem.Problem.FieldError;
import io.roomfleet.orchestrator.http.Refusal;
import java.util.List;
import java.util.Map;

/**
 * The request cannot be read, or may not be made: reading it ends here. Thrown and caught within
 * the HTTP layer, before anything is asked of the domain.
 */
public final class RefusedRequest extends RuntimeException {
  private final transient Refusal refusal;
  private final transient Map<String, String> headers;

  public RefusedRequest(Refusal refusal, Map<String, String> headers) {
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
    this.headers = headers;
  }

  public RefusedRequest(int status, String code, String detail) {
    this(new Refusal(status, code, detail), Map.of());
  }

  /** One value that is wrong; the problem lists it as well. */
  public RefusedRequest(int status, String code, FieldError error) {
    this(
        new Refusal(
            status,
            code,
            "%s: %s (expected: %s)".formatted(error.field(), error.value(), error.expected()),
            List.of(error)),
        Map.of());
  }

  public Refusal refusal() {
    return refusal;
  }

  /** Headers that the answer must carry. */
  public Map<String, String> headers() {
    return headers;
  }
}
