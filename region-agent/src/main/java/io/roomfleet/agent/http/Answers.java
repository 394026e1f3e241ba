package io.roomfleet.agent.http;

import java.net.URI;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Answers that all routes give alike: any page may read them, errors too. */
final class Answers {
  private static final List<HttpHeader> CORS =
      List.of(
          RawHeader.create("Access-Control-Allow-Origin", "*"),
          RawHeader.create(
              "Access-Control-Expose-Headers",
              "Content-Length, Content-Type, Date, Last-Modified, Location"),
          RawHeader.create("Timing-Allow-Origin", "*"),
          RawHeader.create("Cross-Origin-Resource-Policy", "cross-origin"));

  private static final List<HttpHeader> PREFLIGHT =
      List.of(
          RawHeader.create(
              "Access-Control-Allow-Methods", "GET, HEAD, OPTIONS, POST, PATCH, DELETE"),
          RawHeader.create("Access-Control-Allow-Headers", "*, Authorization"),
          RawHeader.create("Access-Control-Max-Age", "86400"));

  private Answers() {}

  static HttpResponse withCors(HttpResponse response) {
    return response.addHeaders(CORS);
  }

  /** To OPTIONS, before a page sends headers of its own, as players do with CMCD. */
  static HttpResponse preflight() {
    return withCors(HttpResponse.create().withStatus(StatusCodes.NO_CONTENT).addHeaders(PREFLIGHT));
  }

  static HttpResponse error(StatusCode status, String text) {
    return withCors(
        HttpResponse.create()
            .withStatus(status)
            .addHeader(RawHeader.create("Cache-Control", "no-store"))
            .withEntity(ContentTypes.TEXT_PLAIN_UTF8, text + "\n"));
  }

  /** For now, and with the same method: it may be here again later. */
  static HttpResponse redirect(URI to) {
    return error(StatusCodes.TEMPORARY_REDIRECT, "it is at " + to)
        .addHeader(RawHeader.create("Location", to.toString()));
  }

  static HttpResponse notFound() {
    return error(StatusCodes.NOT_FOUND, "not here");
  }

  static HttpResponse methodNotAllowed() {
    return error(StatusCodes.METHOD_NOT_ALLOWED, "only GET, HEAD and OPTIONS")
        .addHeader(RawHeader.create("Allow", "GET, HEAD, OPTIONS"));
  }
}
