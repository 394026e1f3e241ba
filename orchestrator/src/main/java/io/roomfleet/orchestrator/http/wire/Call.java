package io.roomfleet.orchestrator.http.wire;

import java.util.Map;
import java.util.Objects;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.util.ByteString;

/**
 * One request, read and let in.
 *
 * @param path as it was sent, without the query
 * @param pathParameters decoded, by name
 * @param accepted the media type that the answer is to have
 * @param principal the asker's name, such as {@code token:admin}
 * @param body empty for a GET
 */
public record Call(
    HttpRequest request,
    String path,
    Map<String, String> pathParameters,
    QueryParameters query,
    String accepted,
    String principal,
    ByteString body) {

  /** The same with its body. */
  public Call withBody(ByteString read) {
    return new Call(request, path, pathParameters, query, accepted, principal, read);
  }

  /** A path parameter that the endpoint's template has. */
  public String parameter(String name) {
    return Objects.requireNonNull(pathParameters.get(name), name);
  }
}
