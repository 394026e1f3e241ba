package io.roomfleet.api.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the HTTP API that was not sent yet.
 *
 * @param method such as {@code POST}
 * @param path with its query, below the base URL, such as {@code /v1/rooms?pageSize=20}
 * @param headers beside the token and the content type
 * @param body to be written as JSON, null for none
 * @param answer what a successful answer holds
 */
public record ApiRequest<T>(
    String method,
    String path,
    Map<String, String> headers,
    @Nullable Object body,
    Class<T> answer) {

  public ApiRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  public static <T> ApiRequest<T> get(String path, Class<T> answer) {
    return new ApiRequest<>("GET", path, Map.of(), null, answer);
  }

  public static <T> ApiRequest<T> post(String path, @Nullable Object body, Class<T> answer) {
    return new ApiRequest<>("POST", path, Map.of(), body, answer);
  }

  /** A PUT of a whole thing in place of the one before. */
  public static <T> ApiRequest<T> put(String path, Object body, Class<T> answer) {
    return new ApiRequest<>("PUT", path, Map.of(), body, answer);
  }

  public static <T> ApiRequest<T> delete(String path, Class<T> answer) {
    return new ApiRequest<>("DELETE", path, Map.of(), null, answer);
  }

  /** The same call; repeating it with the same key and body changes nothing more for 24 h. */
  public ApiRequest<T> withIdempotencyKey(String key) {
    return withHeader("Idempotency-Key", key);
  }

  /** The same call, to be refused with 412 unless the entity still has that revision. */
  public ApiRequest<T> ifRevision(long revision) {
    return withHeader("If-Match", "\"" + revision + "\"");
  }

  public ApiRequest<T> withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiRequest<>(method, path, more, body, answer);
  }

  /** The same call with another body. */
  public ApiRequest<T> withBody(Object other) {
    return new ApiRequest<>(method, path, headers, other, answer);
  }

  /** The same call with one more query parameter; null leaves it as it is. */
  public ApiRequest<T> withQuery(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    String more =
        path + (path.contains("?") ? "&" : "?") + name + "=" + encoded(String.valueOf(value));
    return new ApiRequest<>(method, more, headers, body, answer);
  }

  /** {@code text} as one segment of a path, or as a query's value. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
