package io.roomfleet.agent.http;

import io.roomfleet.agent.stage.StageAnswer;
import io.roomfleet.agent.stage.StageDoor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * Where browsers connect to a stage, each by its seat's bearer token; bodies are {@code
 * application/sdp}.
 *
 * <pre>
 * POST   /stage/{session}/{seat}/whip            an offer to publish: 201, the answer, Location
 * POST   /stage/{session}/{seat}/whep/{other}    no body: 201, an offer of what the other publishes, Location;
 *                                                an offer: 406 with that offer and Location, as it counts
 * PATCH  /stage/{session}/{seat}/connections/{c} the answer to such an offer: 204. Of a publisher: 405
 * DELETE /stage/{session}/{seat}/connections/{c} it ends: 204
 * </pre>
 *
 * 401 another token, 413 more than 64 KiB, 404 no such seat or connection, 409 the other does not
 * publish, 415 no SDP, 422 an offer that cannot be used, 503 Janus is not there (yet).
 */
final class StageRoutes {
  static final String PREFIX = "/stage/";

  private static final String BEARER = "Bearer ";
  private static final ContentType SDP = ContentTypes.parse("application/sdp");

  private final StageDoor stages;

  StageRoutes(StageDoor stages) {
    this.stages = stages;
  }

  /**
   * Answers.
   *
   * @param body of the request
   */
  CompletionStage<HttpResponse> serve(HttpRequest request, String body) {
    String path = request.getUri().path();
    String[] part = path.substring(PREFIX.length()).split("/", -1);
    String header = request.getHeader("Authorization").map(each -> each.value()).orElse("");
    if (part.length < 3 || part.length > 4) {
      return done(Answers.notFound());
    }
    if (!header.startsWith(BEARER)) {
      return done(
          Answers.error(StatusCodes.UNAUTHORIZED, "Authorization: missing (expected: Bearer)")
              .addHeader(RawHeader.create("WWW-Authenticate", "Bearer")));
    }
    String token = header.substring(BEARER.length()).strip();
    HttpMethod method = request.method();
    String type = request.entity().getContentType().mediaType().toString();
    if (!body.isEmpty() && !type.equals("application/sdp")) {
      return done(
          Answers.error(
              StatusCodes.UNSUPPORTED_MEDIA_TYPE,
              "Content-Type: " + type + " (expected: application/sdp)"));
    }
    return route(method, part, token, body)
        .thenApply(answer -> response(answer, PREFIX + part[0] + "/" + part[1]));
  }

  private CompletableFuture<StageAnswer> route(
      HttpMethod method, String[] part, String token, String body) {
    boolean post = method.equals(HttpMethods.POST);
    if (part.length == 3 && part[2].equals("whip")) {
      return post ? stages.publish(part[0], part[1], token, body) : no("POST");
    }
    if (part.length == 4 && part[2].equals("whep")) {
      return post ? stages.watch(part[0], part[1], part[3], token, !body.isBlank()) : no("POST");
    }
    if (part.length == 4 && part[2].equals("connections")) {
      return method.equals(HttpMethods.DELETE)
          ? stages.leave(part[0], part[1], part[3], token)
          : method.equals(HttpMethods.PATCH)
              ? stages.answer(part[0], part[1], part[3], token, body)
              : no("PATCH and DELETE");
    }
    return CompletableFuture.completedFuture(StageAnswer.error(404, "not here"));
  }

  private static CompletableFuture<StageAnswer> no(String allowed) {
    return CompletableFuture.completedFuture(StageAnswer.error(405, "only " + allowed));
  }

  private static HttpResponse response(StageAnswer answer, String base) {
    if (answer.text() != null) {
      HttpResponse error = Answers.error(StatusCodes.get(answer.status()), answer.text());
      return answer.status() == 503 ? error.addHeader(RawHeader.create("Retry-After", "1")) : error;
    }
    HttpResponse made =
        HttpResponse.create()
            .withStatus(StatusCodes.get(answer.status()))
            .addHeader(RawHeader.create("Cache-Control", "no-store"));
    if (answer.connection() != null) {
      made =
          made.addHeader(
              RawHeader.create("Location", base + "/connections/" + answer.connection()));
    }
    String sdp = answer.sdp();
    return Answers.withCors(
        sdp == null
            ? made
            : made.withEntity(
                org.apache.pekko.http.javadsl.model.HttpEntities.create(
                    SDP, sdp.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
