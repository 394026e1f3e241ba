package io.roomfleet.orchestrator.console;

import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.javadsl.model.headers.EntityTag;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * Serves the console below {@code /console/}, and leads {@code /} and {@code /console} to it. The
 * files hold nothing that is secret, and need no token; what they show comes from the API, which
 * does.
 *
 * <p>The page may run its own scripts alone. It may fetch from its own origin, and video from
 * {@link ConsoleSettings#mediaSources()}: an agent's origin is known only once it joins, while a
 * page that is open keeps the policy that it came with.
 *
 * <p>{@code /console/stage/{sessionId}} is the page of those on a stage. It alone may use camera
 * and microphone, and nothing in it depends on the session: what it shows is asked for with the
 * token of the seat.
 *
 * <p>An unknown file is 404. The page is asked for anew each time (and mostly answered with 304);
 * libraries have their version in the address and are kept for ever.
 */
public final class ConsoleRoutes {
  private static final String AGAIN = "no-cache";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final Uri HOME = Uri.create("/console/");

  private final ConsoleFiles files = new ConsoleFiles();
  private final List<HttpHeader> headers;
  private final List<HttpHeader> stageHeaders;

  private ConsoleRoutes(ConsoleSettings settings) {
    this.headers = headers(settings, "camera=(), microphone=()");
    this.stageHeaders = headers(settings, "camera=(self), microphone=(self)");
  }

  private static List<HttpHeader> headers(ConsoleSettings settings, String devices) {
    return List.of(
        RawHeader.create("Content-Security-Policy", policy(settings.mediaSources())),
        RawHeader.create("X-Content-Type-Options", "nosniff"),
        RawHeader.create("Referrer-Policy", "no-referrer"),
        RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
        RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"),
        RawHeader.create("Permissions-Policy", devices + ", geolocation=(), payment=()"));
  }

  /**
   * The route; it rejects whatever is not the console's.
   *
   * @throws IllegalStateException when a library is not on the class path
   */
  public static Route create(ConsoleSettings settings) {
    return new ConsoleRoutes(settings).route();
  }

  private Route route() {
    return Directives.concat(
        // GET /
        Directives.pathSingleSlash(() -> Directives.get(ConsoleRoutes::toHome)),
        Directives.pathPrefix(
            "console",
            () ->
                Directives.concat(
                    // GET /console
                    Directives.pathEnd(() -> Directives.get(ConsoleRoutes::toHome)),
                    // GET /console/{file}
                    Directives.rawPathPrefix(
                        PathMatchers.slash(), () -> Directives.get(this::anyFile)))));
  }

  private static Route toHome() {
    return Directives.redirect(HOME, StatusCodes.FOUND);
  }

  private Route anyFile() {
    return Directives.extractUnmatchedPath(
        name -> {
          Optional<ConsoleFile> stage = files.stage(name);
          Optional<ConsoleFile> file = stage.isPresent() ? stage : files.find(name);
          return Directives.respondWithHeaders(
              stage.isPresent() ? stageHeaders : headers,
              () -> file.isPresent() ? send(file.get()) : missing());
        });
  }

  private static Route send(ConsoleFile file) {
    HttpResponse response =
        HttpResponse.create()
            .withEntity(HttpEntities.create(file.type(), file.content()))
            .addHeader(RawHeader.create("Cache-Control", file.immutable() ? FOR_EVER : AGAIN));
    return Directives.conditional(
        EntityTag.create(file.tag(), true),
        () -> Directives.encodeResponse(() -> Directives.complete(response)));
  }

  private static Route missing() {
    return Directives.complete(
        HttpResponse.create()
            .withStatus(StatusCodes.NOT_FOUND)
            .addHeader(RawHeader.create("Cache-Control", AGAIN))
            .withEntity(ContentTypes.TEXT_PLAIN_UTF8, "The console has no such file.\n"));
  }

  private static String policy(List<String> mediaSources) {
    String media = String.join(" ", mediaSources);
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src blob: " + media,
        "connect-src 'self' " + media,
        "worker-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'");
  }
}
