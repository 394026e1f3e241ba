package io.roomfleet.deploy.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Players in one real Chromium without a window, and how long the picture of each stood still.
 *
 * <p>Each is a plain hls.js, in the version that the console has, with its own settings. It needs
 * nothing but a browser and this class path, so that benchmarks can use it as tests do:
 *
 * <pre>{@code
 * try (Audience audience = Audience.of(masters)) {   // one player for each URL
 *   ...                                              // let something happen to what they watch
 *   audience.players().forEach(p -> ... p.stalled() ...);
 * }
 * }</pre>
 *
 * or, from a shell: {@code deploy/bench/run Players SECONDS URL ...}.
 */
public final class Audience implements AutoCloseable {
  private static final List<Path> BROWSERS =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Path profile;
  private final Process browser;
  private volatile List<Player> players = List.of();

  /**
   * A player as it was at its last report, at most half a second ago.
   *
   * @param playing whether its picture has begun to move; nothing is counted before
   * @param seconds where its picture is, on its own timeline
   * @param stalled seconds that the picture stood still for want of media, since it began to move
   * @param longest of these in one piece
   * @param late seconds that it stood still with media to show: the machine is too busy for it
   * @param jumped seconds by which the picture leapt forward or back
   * @param hosts host and port that its segments came from, in order
   * @param segments how many it has buffered
   * @param faults what hls.js met
   */
  public record Player(
      URI master,
      boolean playing,
      double seconds,
      double stalled,
      double longest,
      double late,
      double jumped,
      List<String> hosts,
      long segments,
      List<String> faults) {
    /** From which its newest segment came; empty before the first. */
    public String host() {
      return hosts.isEmpty() ? "" : hosts.get(hosts.size() - 1);
    }
  }

  private Audience(List<URI> masters, Path program) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] urls = JSON.writeValueAsBytes(masters.stream().map(URI::toString).toList());
    serve("/", "text/html", resource("/audience/audience.html"));
    serve("/audience.js", "text/javascript", resource("/audience/audience.js"));
    serve("/hls.js", "text/javascript", hlsJs());
    serve("/masters.json", "application/json", urls);
    server.createContext("/report", this::report);
    server.start();
    profile = Files.createTempDirectory("audience");
    browser =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--autoplay-policy=no-user-gesture-required",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "http://127.0.0.1:" + server.getAddress().getPort() + "/")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("browser.log").toFile())
            .start();
  }

  /**
   * Starts them.
   *
   * @param masters master playlists, one a player
   * @throws IllegalStateException when no browser is installed
   */
  public static Audience of(List<URI> masters) throws IOException {
    return new Audience(
        masters,
        browser()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Chromium is not installed (looked at " + BROWSERS + ")")));
  }

  /** The browser that would be used; empty when none is installed. */
  public static Optional<Path> browser() {
    return BROWSERS.stream().filter(Files::isExecutable).findFirst();
  }

  /** All of them; none before the first report. */
  public List<Player> players() {
    return players;
  }

  private void serve(String path, String type, byte[] content) {
    server.createContext(
        path,
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals(path);
          exchange.getResponseHeaders().add("Content-Type", type);
          answer(exchange, known ? 200 : 404, known ? content : new byte[0]);
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] content) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private void report(HttpExchange exchange) throws IOException {
    List<Player> now = new ArrayList<>();
    for (JsonNode p : JSON.readTree(exchange.getRequestBody())) {
      now.add(
          new Player(
              URI.create(p.get("url").asText()),
              p.get("playing").asBoolean(),
              p.get("seconds").asDouble(),
              p.get("stalled").asDouble(),
              p.get("longest").asDouble(),
              p.get("late").asDouble(),
              p.get("jumped").asDouble(),
              words(p.get("hosts")),
              p.get("segments").asLong(),
              words(p.get("faults"))));
    }
    players = List.copyOf(now);
    answer(exchange, 204, new byte[0]);
  }

  private static List<String> words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asText()));
    return words;
  }

  private static byte[] hlsJs() throws IOException {
    Properties library = new Properties();
    library.load(
        Audience.class.getResourceAsStream(
            "/META-INF/maven/org.webjars.npm/hls.js/pom.properties"));
    return resource(
        "/META-INF/resources/webjars/hls.js/"
            + library.getProperty("version")
            + "/dist/hls.min.js");
  }

  private static byte[] resource(String path) throws IOException {
    try (InputStream in = Audience.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " (expected: on the class path)");
      }
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = browser.descendants().toList();
    browser.destroy();
    try {
      if (!browser.waitFor(5, TimeUnit.SECONDS)) {
        browser.destroyForcibly();
      }
      children.forEach(ProcessHandle::destroyForcibly);
      browser.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println(profile + " is left behind: " + e);
    }
  }

  /**
   * Watches for a while and prints a table.
   *
   * @param arguments seconds, then master playlists
   */
  public static void main(String[] arguments) throws Exception {
    Duration span = Duration.ofSeconds(Long.parseLong(arguments[0]));
    List<URI> masters = Stream.of(arguments).skip(1).map(URI::create).toList();
    try (Audience audience = of(masters)) {
      TimeUnit.MILLISECONDS.sleep(span.toMillis());
      System.out.println("| player | stalled | longest | late | jumped | segments from | faults |");
      System.out.println("|---|---|---|---|---|---|---|");
      for (Player p : audience.players()) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %s | %.2f s | %.2f s | %.2f s | %s | %s |%n",
            p.master().getPath(),
            p.playing() ? "%.2f s".formatted(p.stalled()) : "never played",
            p.longest(),
            p.late(),
            p.jumped(),
            String.join(", ", p.hosts()),
            String.join(", ", p.faults()));
      }
    }
  }
}
