package io.roomfleet.orchestrator.http.wire;

import io.roomfleet.orchestrator.http.Caller;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One method on one path.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}
 * @param parameters the query parameters that it takes
 * @param produces media types of its answers, favourite first
 * @param open true when no token is asked for
 */
public record Endpoint(
    String method,
    PathTemplate template,
    Set<String> parameters,
    List<String> produces,
    boolean open,
    Handler handler) {

  /** What an endpoint does: reads something, changes something, or takes something in. */
  public sealed interface Handler permits Read, Change, Intake {}

  /** Answers a GET. Whatever it throws is told as a problem. */
  @FunctionalInterface
  public non-sealed interface Read extends Handler {
    CompletionStage<HttpResponse> answer(Call call);
  }

  /**
   * Reads a POST or PUT and says what is to be done. Reading changes nothing and throws {@link
   * RefusedRequest}; only the action that comes back is done, and at most once for one
   * Idempotency-Key.
   */
  @FunctionalInterface
  public non-sealed interface Change extends Handler {
    Action prepare(Call call);
  }

  /**
   * Takes in a POST that may be repeated without harm: no Idempotency-Key is looked at. Its body
   * may be JSON or NDJSON, and packed with gzip.
   *
   * @param limit bytes that it may have, as sent and unpacked
   * @param take answers the call, whose body is unpacked
   */
  public record Intake(long limit, Read take) implements Handler {}

  /** What a POST or PUT does to the domain. */
  @FunctionalInterface
  public interface Action {
    CompletionStage<Answer> run(Caller caller);
  }

  /** A guarded GET of JSON. */
  public static Endpoint get(String template, Set<String> parameters, Read read) {
    return new Endpoint(
        "GET", PathTemplate.of(template), parameters, List.of(Answer.JSON), false, read);
  }

  /** A guarded POST that is answered with JSON. */
  public static Endpoint post(String template, Change change) {
    return new Endpoint(
        "POST", PathTemplate.of(template), Set.of(), List.of(Answer.JSON), false, change);
  }

  /** A guarded PUT that is answered with JSON. */
  public static Endpoint put(String template, Change change) {
    return new Endpoint(
        "PUT", PathTemplate.of(template), Set.of(), List.of(Answer.JSON), false, change);
  }

  /** A guarded DELETE that is answered with JSON. */
  public static Endpoint delete(String template, Change change) {
    return new Endpoint(
        "DELETE", PathTemplate.of(template), Set.of(), List.of(Answer.JSON), false, change);
  }

  /** A guarded POST of data that may come again, answered with JSON. */
  public static Endpoint intake(String template, long limit, Read take) {
    return new Endpoint(
        "POST",
        PathTemplate.of(template),
        Set.of(),
        List.of(Answer.JSON),
        false,
        new Intake(limit, take));
  }

  public Endpoint producing(List<String> mediaTypes) {
    return new Endpoint(method, template, parameters, mediaTypes, open, handler);
  }

  public Endpoint withoutToken() {
    return new Endpoint(method, template, parameters, produces, true, handler);
  }
}
