package io.roomfleet.orchestrator.http.wire;

import io.roomfleet.orchestrator.http.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/**
 * A whole answer, in a shape that can be stored and given again.
 *
 * @param contentType empty when there is no body
 * @param headers without Content-Type and Content-Length
 */
public record Answer(int status, String contentType, Map<String, String> headers, ByteString body) {
  public static final String JSON = "application/json";

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String NO_STORE = "no-store";

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A JSON answer without further headers. */
  public static Answer json(int status, Object value) {
    return new Answer(status, JSON, Map.of(), Json.bytes(value));
  }

  /** A JSON answer with the revision, if there is one, as its ETag. */
  public static <T> Answer of(int status, Outcome.Done<T> done) {
    Answer answer = json(status, done.value());
    return done.revision() > 0 ? answer.with("ETag", Preconditions.etag(done.revision())) : answer;
  }

  /** The same with one header more. */
  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, more, body);
  }

  /** The same for the one who asked alone: nobody on the way keeps it, nor do we. */
  public Answer notToBeKept() {
    return with(CACHE_CONTROL, NO_STORE);
  }

  public boolean mayBeKept() {
    return !NO_STORE.equals(headers.get(CACHE_CONTROL));
  }

  public HttpResponse toResponse() {
    HttpResponse response = HttpResponse.create().withStatus(StatusCodes.get(status));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      response = response.addHeader(RawHeader.create(header.getKey(), header.getValue()));
    }
    if (contentType.isEmpty()) {
      return response;
    }
    return response.withEntity(HttpEntities.create(parse(contentType), body));
  }

  private static ContentType parse(String contentType) {
    return contentType.equals(JSON)
        ? ContentTypes.APPLICATION_JSON
        : ContentTypes.parse(contentType);
  }
}
