package io.roomfleet.orchestrator.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRoutesTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ActorSystem system;
  private static URI base;

  @BeforeAll
  static void serve() throws Exception {
    system =
        ActorSystem.create(
            "console", ConfigFactory.parseString("pekko.loglevel=WARNING").withFallback(plain()));
    ServerBinding binding =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .bind(ConsoleRoutes.create(ConsoleSettings.of(ConfigFactory.load())))
            .toCompletableFuture()
            .get(20, SECONDS);
    base = URI.create("http://127.0.0.1:" + binding.localAddress().getPort());
  }

  @AfterAll
  static void stop() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(20, SECONDS);
  }

  /** Without the cluster that the orchestrator's own settings ask for. */
  private static com.typesafe.config.Config plain() {
    return ConfigFactory.parseString("pekko.actor.provider=local")
        .withFallback(ConfigFactory.load());
  }

  private static HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console"})
  void leadsToThePage(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(header(response, "Location")).isEqualTo("/console/");
  }

  @Nested
  class ThePage {
    @Test
    void comesUnderAStrictPolicy() throws Exception {
      HttpResponse<String> page = get("/console/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=UTF-8");
      assertThat(header(page, "Content-Security-Policy").split("; "))
          .contains(
              "default-src 'none'",
              "script-src 'self'",
              "style-src 'self'",
              "worker-src 'self'",
              "connect-src 'self' http: https:",
              "base-uri 'none'",
              "frame-ancestors 'none'",
              "form-action 'none'")
          .noneMatch(directive -> directive.contains("unsafe"));
      assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void holdsNothingThatThePolicyForbids() throws Exception {
      String page = get("/console/").body();
      assertThat(page).doesNotContain("<style", " style=", " onclick=", "http:", "https:");
      assertThat(Pattern.compile("<script(?![^>]* src=)").matcher(page).find()).isFalse();
    }

    @Test
    void isAskedForAnewAndAnsweredShortlyWhenItIsKnown() throws Exception {
      HttpResponse<String> first = get("/console/");
      assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
      HttpResponse<String> second = get("/console/", "If-None-Match", header(first, "ETag"));
      assertThat(second.statusCode()).isEqualTo(304);
      assertThat(second.body()).isEmpty();
    }

    @Test
    void thatOfAStageAloneMayUseCameraAndMicrophone() throws Exception {
      HttpResponse<String> stage = get("/console/stage/cohost-" + "a".repeat(26));
      assertThat(stage.statusCode()).isEqualTo(200);
      assertThat(header(stage, "Permissions-Policy"))
          .startsWith("camera=(self), microphone=(self),");
      assertThat(header(stage, "Content-Security-Policy"))
          .isEqualTo(header(get("/console/"), "Content-Security-Policy"));
      assertThat(stage.body()).contains("../stage.js").doesNotContain("{preact}");
      assertThat(header(get("/console/"), "Permissions-Policy")).startsWith("camera=(), micro");
      assertThat(get("/console/stage/room-1").statusCode()).isEqualTo(404);
      assertThat(get("/console/stage.html").statusCode()).isEqualTo(404);
    }

    @Test
    void reachesEveryFileThatItNeeds() throws Exception {
      Set<String> seen = reachable();
      assertThat(seen)
          .contains("/console/app.js", "/console/player.js", "/console/base.css")
          .anyMatch(path -> path.matches("/console/lib/hls\\.js/[0-9.]+/dist/hls\\.min\\.js"))
          .anyMatch(path -> path.matches("/console/lib/preact/[0-9.]+/dist/preact\\.umd\\.js"));
      for (String path : seen) {
        assertThat(get(path).statusCode()).as(path).isEqualTo(200);
      }
    }

    private Set<String> reachable() throws Exception {
      Pattern names = Pattern.compile("(?:src|href)=\"([^\"#$]+)\"|(?:from|import) '(\\./[^']+)'");
      Set<String> seen = new HashSet<>(List.of("/console/"));
      Deque<String> open = new ArrayDeque<>(seen);
      while (!open.isEmpty()) {
        String path = open.pop();
        if (path.contains("/lib/")) {
          continue;
        }
        Matcher found = names.matcher(get(path).body());
        while (found.find()) {
          String name = found.group(1) != null ? found.group(1) : found.group(2);
          String next = URI.create("http://x" + "/console/").resolve(name).getPath();
          if (seen.add(next)) {
            open.push(next);
          }
        }
      }
      return seen;
    }
  }

  @Nested
  class Files {
    @Test
    void ofLibrariesAreKeptForEver() throws Exception {
      Matcher script = Pattern.compile("src=\"(lib/[^\"]+)\"").matcher(get("/console/").body());
      assertThat(script.find()).isTrue();
      HttpResponse<String> library = get("/console/" + script.group(1));
      assertThat(library.statusCode()).isEqualTo(200);
      assertThat(header(library, "Content-Type")).startsWith("application/javascript");
      assertThat(header(library, "Cache-Control")).contains("immutable", "max-age=31536000");
    }

    @Test
    void includeTheWorkerThatTheScriptPolicyAllows() throws Exception {
      Matcher script =
          Pattern.compile("src=\"(lib/hls[^\"]+)hls.min.js\"").matcher(get("/console/").body());
      assertThat(script.find()).isTrue();
      assertThat(get("/console/" + script.group(1) + "hls.worker.js").statusCode()).isEqualTo(200);
    }

    @Test
    void haveTheirTypes() throws Exception {
      assertThat(header(get("/console/app.js"), "Content-Type"))
          .startsWith("application/javascript");
      assertThat(header(get("/console/base.css"), "Content-Type")).startsWith("text/css");
      assertThat(header(get("/console/favicon.svg"), "Content-Type")).startsWith("image/svg+xml");
    }

    @Test
    void arePackedForWhomeverTakesThat() throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/console/app.js"))
              .header("Accept-Encoding", "gzip")
              .build();
      HttpResponse<byte[]> packed = CLIENT.send(request, BodyHandlers.ofByteArray());
      assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(get("/console/app.js").body());
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/console/nothing.js",
          "/console/../reference.conf",
          "/console/..%2freference.conf",
          "/console/%2e%2e/reference.conf",
          "/console/%2e%2e%2freference.conf",
          "/console//reference.conf",
          "/console/lib/preact/",
          "/console/lib/preact/0.0.1/dist/preact.umd.js",
          "/console/lib/hls.js/../../reference.conf",
          "/console/app.js/",
          "/console/index.html%00.js",
          "/console/reference.conf"
        })
    void thatAreNotItsOwnAreNotFound(String path) throws Exception {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).doesNotContain("roomfleet.console");
    }
  }

  @Nested
  class Settings {
    @Test
    void narrowWhereVideoMayComeFrom() {
      ConsoleSettings settings =
          ConsoleSettings.of(
              ConfigFactory.parseString(
                  "roomfleet.console.media-sources=\"https://*.media.example.com "
                      + " https://a:8090\""));
      assertThat(settings.mediaSources())
          .containsExactly("https://*.media.example.com", "https://a:8090");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "'unsafe-inline'", "https:; script-src *", "a,b"})
    void refuseWhatWouldBreakThePolicy(String sources) {
      assertThatThrownBy(
              () ->
                  ConsoleSettings.of(
                      ConfigFactory.parseString(
                          "roomfleet.console.media-sources=\"" + sources + "\"")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("media-sources: ");
    }
  }
}
