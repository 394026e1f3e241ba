package io.roomfleet.api.client;

import io.roomfleet.api.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the {@link Calls} of the HTTP API. Safe for use by several threads.
 *
 * <p>A call is never repeated by itself: give a POST an idempotency key, and it can be.
 */
public final class RoomfleetClient {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final URI base;
  private final @Nullable String token;
  private final JsonCodec json;
  private final HttpClient http;

  /**
   * @param base such as {@code http://127.0.0.1:8080}; a path in it is kept
   * @param token sent as a bearer token; null for the calls that need none
   */
  public RoomfleetClient(URI base, @Nullable String token, JsonCodec json) {
    if (base.getScheme() == null
        || !base.getScheme().startsWith("http")
        || base.getHost() == null) {
      throw new IllegalArgumentException("base: " + base + " (expected: an http or https URL)");
    }
    this.base = base;
    this.token = token;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  public URI base() {
    return base;
  }

  /**
   * Sends a call and waits for its answer, 30 s at most.
   *
   * @throws ApiException when the API refused it
   * @throws UnreachableException when no answer came
   */
  public <T> ApiAnswer<T> send(ApiRequest<T> request) {
    HttpResponse<String> response =
        exchange(
            toHttp(request, ANSWER_LIMIT, "application/json"),
            HttpResponse.BodyHandlers.ofString());
    int status = response.statusCode();
    String body = response.body();
    if (status < 200 || status > 299) {
      throw refusal(status, request.path(), body);
    }
    try {
      return new ApiAnswer<>(
          status,
          body,
          json.read(body, request.answer()),
          response.headers().firstValue("ETag").orElse(null));
    } catch (IllegalArgumentException e) {
      throw refusal(status, request.path(), body);
    }
  }

  /**
   * Sends a call whose answer is not JSON, and waits for its text, 30 s at most.
   *
   * @param accept the media type that is wanted, such as {@code text/csv}
   * @throws ApiException when the API refused it
   * @throws UnreachableException when no answer came
   */
  public String sendForText(ApiRequest<?> request, String accept) {
    HttpResponse<String> response =
        exchange(toHttp(request, ANSWER_LIMIT, accept), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() < 200 || response.statusCode() > 299) {
      throw refusal(response.statusCode(), request.path(), response.body());
    }
    return response.body();
  }

  /**
   * Opens an endless answer, such as a stream of events. The body is for the handler to read.
   *
   * @param limit how long the answer may take to begin
   * @throws UnreachableException when none began by then
   */
  <B> HttpResponse<B> open(
      ApiRequest<?> request, Duration limit, HttpResponse.BodyHandler<B> handler) {
    HttpRequest opening = toHttp(request, null, "text/event-stream");
    // A limit of the request itself would one day count for the endless body too (JDK-8208693).
    CompletableFuture<HttpResponse<B>> response = http.sendAsync(opening, handler);
    try {
      return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new UnreachableException(
          opening.uri(), new HttpTimeoutException("no answer within " + limit));
    } catch (ExecutionException e) {
      throw new UnreachableException(opening.uri(), asIo(e));
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnreachableException(opening.uri(), e);
    }
  }

  private static Exception asIo(ExecutionException e) {
    return e.getCause() instanceof IOException cause ? cause : e;
  }

  JsonCodec json() {
    return json;
  }

  /** The problem that an answer holds, or one made from the status when it holds none. */
  ApiException refusal(int status, String path, String body) {
    try {
      Problem problem = json.read(body, Problem.class);
      if (problem.code() != null && problem.detail() != null) {
        return new ApiException(problem, body);
      }
    } catch (IllegalArgumentException e) {
      // Not a problem of ours: another program answered, or a proxy.
    }
    String start = body.length() > 200 ? body.substring(0, 200) + "..." : body;
    return new ApiException(
        new Problem(
            "about:blank",
            "Unexpected answer",
            status,
            "unexpected_answer",
            "status " + status + " with a body that is not Roomfleet's: " + start.strip(),
            path,
            List.of()),
        body);
  }

  private HttpRequest toHttp(ApiRequest<?> request, @Nullable Duration limit, String accept) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uriOf(request.path()));
    builder.header("Accept", accept);
    if (limit != null) {
      builder.timeout(limit);
    }
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      builder.header(header.getKey(), header.getValue());
    }
    Object body = request.body();
    if (body == null) {
      builder.method(request.method(), HttpRequest.BodyPublishers.noBody());
    } else {
      builder.header("Content-Type", "application/json");
      builder.method(request.method(), HttpRequest.BodyPublishers.ofString(json.write(body)));
    }
    return builder.build();
  }

  /** The whole URL of a path below the base. */
  public URI uriOf(String path) {
    String start = base.toString();
    return URI.create(
        (start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + path);
  }

  private <B> HttpResponse<B> exchange(HttpRequest request, HttpResponse.BodyHandler<B> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UnreachableException(request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(request.uri(), e);
    }
  }
}
