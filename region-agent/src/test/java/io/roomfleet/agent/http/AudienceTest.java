package io.roomfleet.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.agent.audience.AudienceSettings;
import io.roomfleet.agent.audience.Audiences;
import io.roomfleet.agent.audience.Countries;
import io.roomfleet.agent.audience.Timing;
import io.roomfleet.agent.testing.NoStage;
import io.roomfleet.agent.viewer.Places;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.agent.viewer.ViewerSettings;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.sketch.Percentiles;
import io.roomfleet.sketch.Uniques;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests to a real server, with a clock of the test's own. */
class AudienceTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String FOLDER = "/hls/room/de/";
  private static final SubRoomKey KEY = new SubRoomKey("room", "de");

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong(1_700_000_000_000L);
  private ActorSystem<Void> system;
  private Audiences audiences;
  private MediaServer server;

  @BeforeEach
  void files() throws Exception {
    for (String rendition : new String[] {"180p", "360p"}) {
      Path there = Files.createDirectories(folder.resolve("room/de").resolve(rendition));
      Files.writeString(there.resolve("index.m3u8"), "#EXTM3U\n");
      Files.write(there.resolve("run-1.ts"), new byte[300_000]);
    }
    Files.writeString(folder.resolve("room/de/master.m3u8"), "#EXTM3U\n");
    system = ActorSystem.create(Behaviors.empty(), "audience-test");
    serve(true, false);
  }

  private void serve(boolean enabled, boolean trusted) throws Exception {
    if (server != null) {
      server.close();
    }
    AudienceSettings settings =
        new AudienceSettings(enabled, 1_000, trusted, "CloudFront-Viewer-Country", null);
    audiences =
        new Audiences(
            settings,
            clock::get,
            key -> new Timing(key.equals(KEY) ? Duration.ofMillis(4100) : null, null));
    ViewerSettings steering =
        new ViewerSettings(Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(10), 10);
    Places places = new Places(steering, System::nanoTime, () -> {});
    places.open(KEY, URI.create("http://a.example:80" + FOLDER + "master.m3u8"), Map.of());
    server =
        new MediaServer(
            system,
            "127.0.0.1",
            0,
            folder,
            places,
            new Viewers(audiences, settings, Countries.of(null)),
            (room, line) -> Optional.empty(),
            (room, subRoom) -> Optional.empty(),
            NoStage.DOOR,
            () -> "{}",
            new EgressMeter(),
            new DeliveryMeter(Duration.ofSeconds(1), System::nanoTime));
  }

  @AfterEach
  void stop() {
    server.close();
    system.terminate();
  }

  private int ask(String file, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(file));
    return HTTP.send(
            headers.length == 0 ? request.build() : request.headers(headers).build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .statusCode();
  }

  private HttpResponse<String> post(String file, String type, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(uri(file))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String file) {
    return URI.create("http://127.0.0.1:" + server.port() + FOLDER + file);
  }

  private static String cmcd(String text) {
    return "?CMCD=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Ends the present second, and answers the window of it. */
  private AudienceWindow window() {
    clock.addAndGet(1_000);
    List<AudienceWindow> windows = audiences.unsaid();
    audiences.delivered(windows);
    assertThat(windows).hasSize(1);
    return windows.get(0);
  }

  private static Percentiles percentiles(String text) {
    return Percentiles.decode(Base64.getDecoder().decode(text));
  }

  @Test
  void aPlayersRequestsSayHowItDoesInTheQueryAndInHeaders() throws Exception {
    ask("master.m3u8" + cmcd("sid=\"one\""));
    clock.addAndGet(100);
    ask("360p/index.m3u8" + cmcd("sid=\"one\""));
    ask("360p/run-1.ts" + cmcd("sid=\"one\",br=800,bl=3000,mtp=5000"));
    clock.addAndGet(300);
    ask(
        "180p/run-1.ts",
        "CMCD-Object",
        "br=300,d=2000",
        "CMCD-Request",
        "bl=1000,mtp=2000",
        "CMCD-Session",
        "sid=\"two\"",
        "CMCD-Status",
        "bs",
        "CloudFront-Viewer-Country",
        "FR");
    AudienceWindow window = window();
    assertThat(window.latencyMillis()).isEqualTo(4100);
    assertThat(window.avOffsetMillis()).isNull();
    assertThat(window.viewers()).isEqualTo(2);
    assertThat(window.joins()).isEqualTo(2);
    assertThat(window.countries()).containsOnly(Map.entry("FR", 1), Map.entry("ZZ", 1));
    assertThat(window.renditions())
        .containsExactly(
            new AudienceWindow.RenditionShare("180p", 1, 1, 300),
            new AudienceWindow.RenditionShare("360p", 1, 1, 800));
    assertThat(percentiles(window.bufferMillis()).quantile(1)).isCloseTo(3_000, within(15.0));
    assertThat(percentiles(window.throughputKbps()).quantile(0)).isCloseTo(2_000, within(10.0));
    assertThat(percentiles(window.joinMillis()).quantile(1)).isCloseTo(100, within(0.6));
    assertThat(Uniques.decode(Base64.getDecoder().decode(window.uniques())).estimate())
        .isCloseTo(2, within(0.1));
    ask("180p/run-1.ts" + cmcd("sid=\"two\",bs"));
    assertThat(window().stalledMillis()).isEqualTo(1_000);
  }

  @Test
  void aPlayerThatSaysNothingIsKnownByItsAddressAndProgram() throws Exception {
    ask("360p/run-1.ts", "User-Agent", "a");
    ask("360p/run-1.ts", "User-Agent", "a", "X-Forwarded-For", "192.0.2.1");
    ask("360p/run-1.ts", "User-Agent", "b");
    assertThat(window().viewers()).isEqualTo(2);
    serve(true, true);
    ask("360p/run-1.ts", "User-Agent", "a", "X-Forwarded-For", "192.0.2.1");
    ask("360p/run-1.ts", "User-Agent", "a", "X-Forwarded-For", "192.0.2.2, 10.0.0.1");
    ask("360p/run-1.ts", "User-Agent", "a", "X-Forwarded-For", "192.0.2.2, 10.0.0.7");
    ask("360p/run-1.ts", "User-Agent", "a", "X-Forwarded-For", "no address");
    assertThat(window().viewers()).isEqualTo(3);
  }

  @Test
  void whoGetsNothingOrAsksForNoSegmentIsNoViewer() throws Exception {
    assertThat(ask("360p/none.ts" + cmcd("sid=\"x\""))).isEqualTo(404);
    ask("master.m3u8" + cmcd("sid=\"x\""));
    ask("360p/run-1.ts", "User-Agent", "roomfleet-ladder");
    HTTP.send(
        HttpRequest.newBuilder(uri("360p/run-1.ts"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.discarding());
    clock.addAndGet(1_000);
    assertThat(audiences.unsaid()).isEmpty();
  }

  @Test
  void aPlayerMayPostItsEventsAsLinesOrJson() throws Exception {
    ask("360p/run-1.ts" + cmcd("sid=\"one\",bl=100"));
    clock.addAndGet(500);
    HttpResponse<String> lines =
        post("cmcd", "application/cmcd", "e=t,sid=\"one\",bl=400,v=2\ne=t,sid=\"stranger\",bl=9\n");
    assertThat(lines.statusCode()).isEqualTo(204);
    assertThat(lines.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    clock.addAndGet(200);
    post("cmcd", "application/json", "[{\"sid\":\"one\",\"bs\":true,\"bsd\":150,\"bl\":0}]");
    AudienceWindow window = window();
    assertThat(window.viewers()).isEqualTo(1);
    assertThat(window.measuredMillis()).isEqualTo(700);
    assertThat(window.stalledMillis()).isEqualTo(150);
    assertThat(percentiles(window.bufferMillis()).count()).isEqualTo(3);
    assertThat(post("cmcd", "application/json", "{\"half").statusCode()).isEqualTo(204);
    assertThat(post("cmcd", "text/plain", "x".repeat(70_000)).statusCode()).isEqualTo(413);
    assertThat(post("360p/run-1.ts", "text/plain", "").statusCode()).isEqualTo(405);
    assertThat(post("cmcd/x", "text/plain", "").statusCode()).isEqualTo(405);
  }

  @Test
  void nothingIsCountedWhenThatIsOff() throws Exception {
    serve(false, false);
    assertThat(ask("360p/run-1.ts" + cmcd("sid=\"one\""))).isEqualTo(200);
    assertThat(post("cmcd", "application/cmcd", "sid=\"one\"").statusCode()).isEqualTo(204);
    clock.addAndGet(1_000);
    assertThat(audiences.unsaid()).isEmpty();
  }
}
