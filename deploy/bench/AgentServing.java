import com.typesafe.config.ConfigFactory;
import io.roomfleet.agent.audience.AudienceSettings;
import io.roomfleet.agent.audience.Audiences;
import io.roomfleet.agent.audience.Countries;
import io.roomfleet.agent.http.DeliveryMeter;
import io.roomfleet.agent.http.EgressMeter;
import io.roomfleet.agent.http.MediaServer;
import io.roomfleet.agent.http.Viewers;
import io.roomfleet.agent.stage.StageAnswer;
import io.roomfleet.agent.stage.StageDoor;
import io.roomfleet.agent.viewer.Places;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.agent.viewer.ViewerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Segment requests a second: an agent's media port with its audience counted and not, and nginx with the same files. Each request has
 * CMCD in its query, of one of 10,000 sessions. wrk asks, on 64 connections; the three take turns, {@code ROUNDS} times, and the figure is
 * the median. Arguments: SECONDS of each turn, ROUNDS, BYTES of a segment. Needs wrk, and nginx for its column (Debian: apt-get install
 * wrk nginx-light; the service that comes with it is of no use here).
 */
public class AgentServing {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final String PATH = "/hls/room/de/360p/run-1.ts";

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int bytes = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("roomfleet-serving");
    Path segment = folder.resolve(PATH.substring(1));
    Files.createDirectories(segment.getParent());
    Files.write(segment, new byte[bytes]);
    Path script = Files.writeString(folder.resolve("cmcd.lua"), SCRIPT);
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "serving", ConfigFactory.load());
    Process nginx = null;
    try {
      Map<String, Integer> ports = new LinkedHashMap<>();
      ports.put("agent, not counted", serve(system, folder, false).port());
      ports.put("agent, counted", serve(system, folder, true).port());
      int port = freePort();
      nginx = nginx(folder, port);
      if (nginx != null) {
        ports.put("nginx", port);
      }
      Map<String, List<Double>> rates = new LinkedHashMap<>();
      for (int round = -1; round < rounds; round++) { // the first one warms up
        for (Map.Entry<String, Integer> server : ports.entrySet()) {
          double rate = ask(server.getValue(), seconds, script);
          System.err.printf(Locale.ROOT, "round %d, %s: %.0f requests/s%n", round, server.getKey(), rate);
          if (round >= 0) {
            rates.computeIfAbsent(server.getKey(), s -> new ArrayList<>()).add(rate);
          }
        }
      }
      print(rates, bytes);
    } finally {
      if (nginx != null) {
        nginx.destroy();
        nginx.waitFor(5, TimeUnit.SECONDS);
      }
      system.terminate();
      delete(folder);
    }
  }

  /** A request as a player sends one, with a session of its own for each of 10,000. */
  private static final String SCRIPT =
      """
      local n = 0
      request = function()
        n = (n + 1) % 10000
        return wrk.format("GET", "PATH?CMCD=bl%3D4200%2Cbr%3D800%2Cd%3D2000%2Cmtp%3D25400%2Cot%3Dav%2Csf%3Dh%2Csid%3D%226e2fb550-c457-11e9-bb97-" .. n .. "%22")
      end
      """
          .replace("PATH", PATH);

  /** Nobody gets onto a stage here. */
  private static final StageDoor NOBODY =
      new StageDoor() {
        @Override
        public CompletableFuture<StageAnswer> publish(String session, String seat, String token, String offer) {
          return no();
        }

        @Override
        public CompletableFuture<StageAnswer> watch(String session, String seat, String watched, String token, boolean offered) {
          return no();
        }

        @Override
        public CompletableFuture<StageAnswer> answer(String session, String seat, String connection, String token, String answer) {
          return no();
        }

        @Override
        public CompletableFuture<StageAnswer> leave(String session, String seat, String connection, String token) {
          return no();
        }

        private CompletableFuture<StageAnswer> no() {
          return CompletableFuture.completedFuture(StageAnswer.error(404, "no stage"));
        }
      };

  private static MediaServer serve(ActorSystem<?> system, Path folder, boolean counted) throws IOException {
    AudienceSettings settings = new AudienceSettings(counted, 200_000, false, "CloudFront-Viewer-Country", null);
    Places places =
        new Places(
            new ViewerSettings(Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofMinutes(10), 10), System::nanoTime, () -> {});
    places.open(new SubRoomKey("room", "de"), URI.create("http://a.example:80/hls/room/de/master.m3u8"), Map.of());
    Viewers viewers = new Viewers(new Audiences(settings, Audiences.steadyClock()), settings, Countries.of(null));
    return new MediaServer(
        system, "127.0.0.1", 0, folder.resolve("hls"), places, viewers, (room, line) -> Optional.empty(), (room, subRoom) -> Optional.empty(), NOBODY, () -> "{}", new EgressMeter(),
        new DeliveryMeter(Duration.ofSeconds(1), System::nanoTime));
  }

  private static double ask(int port, int seconds, Path script) throws Exception {
    Process wrk =
        new ProcessBuilder(
                "wrk", "-t1", "-c64", "-d" + seconds + "s", "-s", script.toString(), "http://127.0.0.1:" + port + PATH)
            .redirectErrorStream(true)
            .start();
    String said;
    try (InputStream in = wrk.getInputStream()) {
      said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher rate = RATE.matcher(said);
    if (!rate.find() || said.contains("Non-2xx")) {
      throw new IllegalStateException("wrk says: " + said);
    }
    return Double.parseDouble(rate.group(1));
  }

  /** Null when there is none. */
  private static Process nginx(Path folder, int port) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off; worker_processes 2; pid FOLDER/nginx.pid; error_log stderr warn;
            events { worker_connections 1024; }
            http {
              access_log off; sendfile on; tcp_nopush on; types { video/mp2t ts; }
              server { listen 127.0.0.1:PORT; root FOLDER; add_header Access-Control-Allow-Origin *; }
            }
            """
                .replace("FOLDER", folder.toString())
                .replace("PORT", String.valueOf(port)));
    // Its workers are another user's when it is started by root.
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    try {
      Process nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", config.toString()).inheritIO().start();
      return nginx.waitFor(1, TimeUnit.SECONDS) ? null : nginx;
    } catch (IOException e) {
      System.err.println("no nginx here: " + e.getMessage());
      return null;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void print(Map<String, List<Double>> rates, int bytes) {
    double base = median(rates.get("agent, not counted"));
    System.out.println("| segments of " + bytes / 1000 + " kB | requests/s, median | lowest | of not counted |");
    System.out.println("|---|---|---|---|");
    rates.forEach(
        (name, values) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.2f |%n",
                name,
                median(values),
                values.stream().mapToDouble(v -> v).min().orElse(0),
                median(values) / base));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
