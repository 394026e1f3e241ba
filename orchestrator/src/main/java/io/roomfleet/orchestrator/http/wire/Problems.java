package io.roomfleet.orchestrator.http.wire;

import io.roomfleet.api.problem.Problem;
import io.roomfleet.orchestrator.http.Refusal;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error of the API, as {@code application/problem+json}. */
public final class Problems {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String TYPE = "https://roomfleet.io/problems/";

  private Problems() {}

  /**
   * A refusal in full.
   *
   * @param path of the request
   */
  public static Answer of(Refusal refusal, String path) {
    return of(refusal, path, Map.of());
  }

  /**
   * The same with headers that belong to it; 503 and 429 get a {@code Retry-After} of one second.
   */
  public static Answer of(Refusal refusal, String path, Map<String, String> headers) {
    Problem problem =
        new Problem(
            TYPE + refusal.code(),
            inWords(refusal.code()),
            refusal.status(),
            refusal.code(),
            refusal.detail(),
            path,
            refusal.errors());
    Answer answer = new Answer(refusal.status(), MEDIA_TYPE, headers, Json.bytes(problem));
    boolean later = refusal.status() == 503 || refusal.status() == 429;
    return later ? answer.with("Retry-After", "1") : answer;
  }

  /**
   * What an exception is told as: the refusal it carries; 503 when something did not answer in
   * time; else 500 with an incident id, under which the log has the stack trace.
   */
  public static Answer of(Throwable failure, String method, String path) {
    Throwable cause = unwrap(failure);
    if (cause instanceof RefusedRequest refused) {
      return of(refused.refusal(), path, refused.headers());
    }
    String incident = UUID.randomUUID().toString().substring(0, 8);
    if (cause instanceof TimeoutException) {
      LOG.warn("incident {}: {} {} timed out: {}", incident, method, path, cause.getMessage());
      return of(
          new Refusal(
              503,
              "unavailable",
              "a part of the control plane did not answer in time; try again (incident "
                  + incident
                  + ")"),
          path);
    }
    LOG.error("incident {}: {} {} failed", incident, method, path, cause);
    return of(
        new Refusal(
            500,
            "internal_error",
            "something broke while this was being done; the log tells more under incident "
                + incident),
        path);
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String inWords(String code) {
    String words = code.replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
