package io.roomfleet.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.NoAudience;
import io.roomfleet.agent.testing.NoStage;
import io.roomfleet.agent.viewer.Place;
import io.roomfleet.agent.viewer.Places;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.agent.viewer.ViewerSettings;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaServerTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path folder;
  private static final SubRoomKey KEY = new SubRoomKey("room", "fr-fr");
  private static final URI HERE = URI.create("http://a.example:80/hls/room/fr-fr/master.m3u8");

  private final EgressMeter egress = new EgressMeter();
  private final Places places =
      new Places(
          new ViewerSettings(Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(10), 10),
          System::nanoTime,
          () -> {});
  private ActorSystem<Void> system;
  private MediaServer server;

  @BeforeAll
  void serve() throws Exception {
    Path rendition = Files.createDirectories(folder.resolve("hls/room/de-de/180p"));
    Files.writeString(rendition.resolve("index.m3u8"), "#EXTM3U\n");
    Files.writeString(rendition.resolve("run-1.ts"), "segment");
    Files.writeString(rendition.resolve(".hidden.ts"), "hidden");
    Files.writeString(rendition.resolve("index.m3u8.tmp"), "half");
    Files.writeString(folder.resolve("secret.ts"), "secret");
    Files.createDirectories(folder.resolve("beside/room"));
    Files.writeString(folder.resolve("beside/room/secret.ts"), "secret");
    Files.createSymbolicLink(rendition.resolve("link.ts"), folder.resolve("secret.ts"));
    Files.createSymbolicLink(folder.resolve("hls/out"), folder.resolve("beside"));
    Files.createDirectory(rendition.resolve("folder.ts"));
    system = ActorSystem.create(Behaviors.empty(), "media-test");
    server =
        new MediaServer(
            system,
            "127.0.0.1",
            0,
            folder.resolve("hls"),
            places,
            NoAudience.viewers(),
            (room, line) ->
                room.equals("room") && line.equals("main")
                    ? Optional.of(Source.repeat(ByteString.fromString("x".repeat(188))))
                    : Optional.empty(),
            (room, subRoom) -> Optional.empty(),
            NoStage.DOOR,
            () -> "{}",
            egress,
            new DeliveryMeter(Duration.ofSeconds(1), System::nanoTime));
  }

  @AfterAll
  void stop() {
    server.close();
    system.terminate();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(10))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Sends the path as it stands; a client library would put it in order first. */
  private String raw(String path) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Nested
  class Hls {
    @Test
    void aPlaylistIsNeverCachedAndAnyPageMayReadIt() throws Exception {
      HttpResponse<String> response = send("GET", "/hls/room/de-de/180p/index.m3u8");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("#EXTM3U\n");
      assertThat(header(response, "Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
      assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void aSegmentNeverChangesAndIsCountedAsEgress() throws Exception {
      long before = egress.bytes();
      HttpResponse<String> response = send("GET", "/hls/room/de-de/180p/run-1.ts");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("segment");
      assertThat(header(response, "Content-Type")).isEqualTo("video/mp2t");
      assertThat(header(response, "Cache-Control")).contains("immutable");
      assertThat(egress.bytes() - before).isEqualTo("segment".length());
    }

    @Test
    void headSaysTheLengthAndSendsNothing() throws Exception {
      long before = egress.bytes();
      for (String path : new String[] {"run-1.ts", "index.m3u8"}) {
        HttpResponse<String> response = send("HEAD", "/hls/room/de-de/180p/" + path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "Content-Length"))
            .isEqualTo(path.equals("run-1.ts") ? "7" : "8");
      }
      assertThat(egress.bytes()).isEqualTo(before);
    }

    @Test
    void aPageIsToldThatItMayAsk() throws Exception {
      HttpResponse<String> response = send("OPTIONS", "/hls/room/de-de/180p/run-1.ts");
      assertThat(response.statusCode()).isEqualTo(204);
      assertThat(header(response, "Access-Control-Allow-Methods")).contains("GET");
      assertThat(header(response, "Access-Control-Allow-Headers")).isEqualTo("*, Authorization");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/hls/../secret.ts",
          "/hls/room/../../secret.ts",
          "/hls/room/de-de/180p/../../../../secret.ts",
          "/hls/%2e%2e/secret.ts",
          "/hls/%2e%2e%2fsecret.ts",
          "/hls/..%2fsecret.ts",
          "/hls/..%5csecret.ts",
          "/hls/room/%2e%2e/%2e%2e/secret.ts",
          "/hls/%252e%252e/secret.ts",
          "/hls//etc/passwd",
          "/hls/%2fetc%2fpasswd",
          "/hls/room/de-de/180p/link.ts",
          "/hls/out/room/secret.ts",
          "/hls/room/de-de/180p/.hidden.ts",
          "/hls/room/de-de/180p/index.m3u8.tmp",
          "/hls/room/de-de/180p/folder.ts",
          "/hls/room/de-de/180p/run-1.ts/",
          "/hls/room/de-de/180p/run-1.ts%00.m3u8",
          "/hls/room/de-de/180p/",
          "/hls/room/./de-de/180p/x.ts",
          "/hls/",
          "/hls",
          "/hls/C:%5csecret.ts",
          "/hls/a/b/c/d/e/f/g/h/i/j.ts"
        })
    void whatIsNotAPlainFileInTheFolderIsNotThere(String path) throws Exception {
      String response = raw(path);
      assertThat(response.lines().findFirst())
          .hasValueSatisfying(s -> assertThat(s).contains(" 40"));
      assertThat(response).doesNotContain("secret\n").doesNotContain("root:");
      assertThat(response.substring(response.indexOf("\r\n\r\n"))).doesNotContain("secret");
    }

    @Test
    void nothingCanBePut() throws Exception {
      HttpResponse<String> response = send("PUT", "/hls/room/de-de/180p/run-1.ts");
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(header(response, "Allow")).contains("GET");
    }
  }

  @Nested
  class Watching {
    private static final String FOLDER = "/hls/room/fr-fr/";
    private static final String PLAYLIST =
        "#EXTM3U\n#EXT-X-DISCONTINUITY-SEQUENCE:4\n#EXT-X-DISCONTINUITY\nrun-1.ts\n";
    private static final URI THERE = URI.create("http://b.example:80/hls/room/fr-fr/master.m3u8");

    private Place place;

    @BeforeEach
    void open() throws Exception {
      Path rendition = Files.createDirectories(folder.resolve("hls/room/fr-fr/180p"));
      Files.writeString(rendition.resolve("index.m3u8"), PLAYLIST);
      Files.writeString(rendition.resolve("run-1.ts"), "segment");
      Files.writeString(rendition.resolveSibling("master.m3u8"), "#EXTM3U\n");
      places.leave(KEY, places.open(KEY, HERE, Map.of()));
      place = places.open(KEY, HERE, Map.of("180p", "180p/index.m3u8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"master.m3u8", "180p/index.m3u8", "180p/run-1.ts"})
    void whoFetchesAPlaylistOrASegmentIsAViewer(String file) throws Exception {
      send("HEAD", FOLDER + file);
      send("OPTIONS", FOLDER + file);
      send("GET", FOLDER + "steering.json");
      assertThat(place.watched()).isFalse();
      send("GET", FOLDER + file);
      assertThat(place.watched()).isTrue();
    }

    @Test
    void theSteeringManifestIsJsonThatNobodyKeeps() throws Exception {
      HttpResponse<String> response =
          send("GET", FOLDER + "steering.json?_HLS_pathway=a&_HLS_throughput=1");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).startsWith("{\"VERSION\":1,\"TTL\":5,");
      assertThat(header(response, "Content-Type")).isEqualTo("application/json");
      assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(send("GET", "/hls/room/nobody/steering.json").statusCode()).isEqualTo(404);
    }

    @Test
    void aPlayerIsSentOnFromAnyPageAndIsNoViewerHere() throws Exception {
      place.movedTo(THERE);
      for (String method : new String[] {"GET", "HEAD"}) {
        HttpResponse<String> response = send(method, FOLDER + "master.m3u8");
        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(header(response, "Location")).isEqualTo(THERE.toString());
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
      }
      assertThat(place.watched()).isFalse();
      assertThat(send("GET", FOLDER + "180p/index.m3u8").statusCode()).isEqualTo(200);
      places.leave(KEY, place);
      HttpResponse<String> left = send("GET", FOLDER + "180p/index.m3u8?breaks=1");
      assertThat(left.statusCode()).isEqualTo(307);
      assertThat(header(left, "Location"))
          .isEqualTo("http://b.example:80/hls/room/fr-fr/180p/index.m3u8?breaks=1");
      assertThat(send("GET", FOLDER + "180p/run-1.ts").statusCode()).isEqualTo(200);
    }

    @Test
    void aPlaylistCountsOnFromTheDiscontinuitiesThatThePlayerHasBehindIt() throws Exception {
      assertThat(send("GET", FOLDER + "180p/index.m3u8").body()).isEqualTo(PLAYLIST);
      HttpResponse<String> later = send("GET", FOLDER + "180p/index.m3u8?breaks=38");
      assertThat(later.body()).isEqualTo(PLAYLIST.replace("SEQUENCE:4", "SEQUENCE:42"));
    }
  }

  @Nested
  class Relay {
    @Test
    void aLineIsSentWithoutEndAndCounted() throws Exception {
      long before = egress.bytes();
      HttpResponse<InputStream> response =
          HTTP.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.port() + "/relay/room/main.ts"))
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(in.readNBytes(188 * 5_000)).hasSize(188 * 5_000);
      }
      Await.until(Duration.ofSeconds(5), "counted", () -> egress.bytes() - before >= 188 * 5_000);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/relay/room/other.ts", "/relay/room", "/relay/room/main", "/relay/../main.ts"})
    void aLineThatIsNotHereIsNotFound(String path) throws Exception {
      assertThat(raw(path)).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void healthSaysThatItServes() throws Exception {
    HttpResponse<String> response = send("GET", "/health");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith("application/json");
  }
}
