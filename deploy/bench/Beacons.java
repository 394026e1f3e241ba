import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.deploy.cassandra.CassandraProcess;
import io.roomfleet.deploy.cli.Json;
import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Beacons accepted a second, and a CPU-second of the server, against the same HTTP server in the same process that answers 204 to the
 * same requests and throws their bodies away. Slices of the two alternate.
 *
 * <p>Starts a Cassandra and an orchestrator of its own: one room, four sub-rooms. Ids and times of each batch are new; every accepted beacon
 * is in Cassandra before it is answered, and counted by a Meter, in the time that is measured. In the end the API's figures must be what was
 * accepted. Arguments: seconds a slice, slices of each, connections.
 */
public class Beacons {
  private static final int WARM_UP_SECONDS = 8;
  private static final String TOKEN = "a-token-for-benchmarks";
  private static final String[] MARKETS = {"de", "fr", "it", "es"};
  private static final String[] KINDS = {"exposure", "click", "enter", "like", "like", "like", "like", "comment", "product_click", "leave"};
  private static final AtomicLong ids = new AtomicLong(1_000_000_000_000L);
  private static final AtomicLong accepted = new AtomicLong();

  private static int api;
  private static int empty;
  private static long pid;
  private static String room;

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    int slices = Integer.parseInt(arguments[1]);
    int connections = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("roomfleet-bench");
    try (CassandraProcess cassandra = CassandraProcess.start(folder, 29342)) {
      Schema.apply(cassandra.host(), cassandra.port(), cassandra.dataCenter(), Replication.parse("1"));
      api = 29343;
      empty = 29344;
      Process server = server(cassandra, folder);
      try {
        pid = server.pid();
        makeRoom();
        measure(seconds, slices, connections);
        check();
      } finally {
        server.destroyForcibly();
      }
    }
    System.exit(0);
  }

  private static Process server(CassandraProcess cassandra, Path folder) throws Exception {
    Path conf = Files.writeString(folder.resolve("bench.conf"), """
        include classpath("application")
        roomfleet.regions.bench { time-zone = "Europe/Berlin", join-token = "a-join-token-for-benchmarks" }
        """);
    String here = System.getProperty("roomfleet.checkout") + "/deploy/bench/";
    ProcessBuilder builder = new ProcessBuilder(
        System.getProperty("java.home") + "/bin/java", "-Xms1g", "-Xmx1g", "-XX:+UseParallelGC",
        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4", "-Dconfig.file=" + conf, "-Dlogback.configurationFile=" + here + "logback.xml",
        "-cp", System.getProperty("roomfleet.home") + "/lib/*", here + "BeaconServer.java", String.valueOf(empty));
    builder.environment().putAll(Map.of(
        "ROOMFLEET_HTTP_PORT", String.valueOf(api), "ROOMFLEET_REMOTE_PORT", "29345", "ROOMFLEET_SEED_NODES", "127.0.0.1:29345",
        "ROOMFLEET_CASSANDRA", cassandra.contactPoint(), "ROOMFLEET_CASSANDRA_DATACENTER", cassandra.dataCenter(), "ROOMFLEET_API_TOKEN", TOKEN));
    File log = folder.resolve("server.log").toFile();
    Process server = builder.redirectErrorStream(true).redirectOutput(log).start();
    RoomfleetClient client = client();
    for (int i = 0; i < 120; i++) {
      TimeUnit.SECONDS.sleep(1);
      try {
        client.send(Calls.ready());
        return server;
      } catch (RuntimeException e) {
        if (!server.isAlive()) {
          break;
        }
      }
    }
    server.destroyForcibly();
    throw new IllegalStateException("the orchestrator did not come up: " + Files.readString(log.toPath()));
  }

  private static RoomfleetClient client() {
    return new RoomfleetClient(URI.create("http://127.0.0.1:" + api), TOKEN, Json.CODEC);
  }

  private static void makeRoom() {
    var made = client().send(io.roomfleet.api.client.ApiRequest.post("/v1/rooms", new Json.Raw("""
        {"title":"bench","hostId":"bench","startsAt":"%s","sourceRegion":"bench"}""".formatted(Instant.now().plus(1, ChronoUnit.DAYS))), io.roomfleet.api.room.Room.class));
    room = made.value().id();
    List<String> subRooms = new ArrayList<>();
    for (String market : MARKETS) {
      subRooms.add("{\"market\":\"%s\",\"locale\":\"%s-%s\",\"timeZone\":\"Europe/Berlin\"}".formatted(market.toUpperCase(Locale.ROOT), market, market.toUpperCase(Locale.ROOT)));
    }
    client().send(io.roomfleet.api.client.ApiRequest.post("/v1/rooms/" + room + "/sub-rooms",
        new Json.Raw("{\"subRooms\":[" + String.join(",", subRooms) + "]}"), io.roomfleet.api.room.SubRoomPage.class));
  }

  /** What a slice came to. */
  private record Slice(double perSecond, double perCpuSecond, double requests, double steal) {}

  private static void measure(int seconds, int slices, int connections) throws Exception {
    for (int batch : new int[] {1, 20, 500}) {
      slice(batch, WARM_UP_SECONDS, connections, true);
      slice(batch, WARM_UP_SECONDS, connections, false);
    }
    System.out.println("| batch | beacons/s | of 204/s | beacons a CPU-second | of 204's | requests/s | steal |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int batch : new int[] {1, 20, 500}) {
      List<Slice> ours = new ArrayList<>();
      List<Slice> empties = new ArrayList<>();
      for (int i = 0; i < slices; i++) {
        ours.add(slice(batch, seconds, connections, true));
        empties.add(slice(batch, seconds, connections, false));
      }
      Slice a = median(ours);
      Slice b = median(empties);
      System.out.printf(Locale.ROOT, "| %d | %,.0f | %.2f | %,.0f | %.2f | %,.0f | %.1f %% |%n",
          batch, a.perSecond(), a.perSecond() / b.perSecond(), a.perCpuSecond(), a.perCpuSecond() / b.perCpuSecond(), a.requests(), 100 * Math.max(a.steal(), b.steal()));
    }
  }

  private static Slice median(List<Slice> all) {
    List<Slice> sorted = new ArrayList<>(all);
    sorted.sort((x, y) -> Double.compare(x.perCpuSecond(), y.perCpuSecond()));
    double steal = all.stream().mapToDouble(Slice::steal).max().orElse(0);
    Slice middle = sorted.get(sorted.size() / 2);
    return new Slice(middle.perSecond(), middle.perCpuSecond(), middle.requests(), steal);
  }

  private static Slice slice(int batch, int seconds, int connections, boolean real) throws Exception {
    AtomicLong beacons = new AtomicLong();
    AtomicLong requests = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    double cpu = cpuSeconds();
    long[] stat = stat();
    long started = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      Thread thread = new Thread(() -> {
        try (Sender sender = new Sender(real ? api : empty, batch)) {
          while (System.nanoTime() < end) {
            sender.send(real);
            beacons.addAndGet(batch);
            requests.incrementAndGet();
          }
        } catch (IOException | RuntimeException e) {
          failures.add(e);
        }
      });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double time = (System.nanoTime() - started) / 1e9;
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a slice failed", failures.get(0));
    }
    if (real) {
      accepted.addAndGet(beacons.get());
      // What the Meters still have to count belongs to the slice.
      counted();
    }
    double used = cpuSeconds() - cpu;
    long[] after = stat();
    Slice slice = new Slice(beacons.get() / time, beacons.get() / used, requests.get() / time, (double) (after[1] - stat[1]) / (after[0] - stat[0]));
    System.err.printf(Locale.ROOT, "%s, batch %d: %,.0f beacons/s, %,.0f a CPU-second, %.2f CPUs, steal %.1f %%%n",
        real ? "beacons" : "204", batch, slice.perSecond(), slice.perCpuSecond(), used / time, 100 * slice.steal());
    return slice;
  }

  /** The figures of the whole room, which come after whatever the Meters were told before. */
  private static long counted() {
    var view = client().send(Calls.metrics(room, new Calls.MetricsQuery(null, Instant.now().plusSeconds(30), null, null, null, null))).value();
    var counts = view.total().counts();
    return counts.exposures() + counts.clicks() + counts.enters() + counts.likes() + counts.comments() + counts.productClicks() + counts.leaves();
  }

  private static void check() {
    long counted = counted();
    System.err.printf(Locale.ROOT, "accepted %,d, counted %,d%n", accepted.get(), counted);
    if (counted != accepted.get()) {
      throw new IllegalStateException("what was counted is not what was accepted");
    }
  }

  private static double cpuSeconds() throws IOException {
    String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceFirst(".*\\) ", "").split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  /** All ticks of the machine, and those stolen. */
  private static long[] stat() throws IOException {
    String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split(" +");
    long all = 0;
    for (int i = 1; i <= 8; i++) {
      all += Long.parseLong(fields[i]);
    }
    return new long[] {all, Long.parseLong(fields[8])};
  }

  /** One connection with one batch, of which ids and times are written anew for each request. */
  private static final class Sender implements AutoCloseable {
    private static final int ID = 13;
    private static final int TIME = 24;
    private final Socket socket;
    private final InputStream in;
    private final byte[] request;
    private final int[] idAt;
    private final int[] timeAt;
    private final byte[] answer = new byte[65536];

    Sender(int port, int batch) throws IOException {
      StringBuilder body = new StringBuilder("[");
      idAt = new int[batch];
      timeAt = new int[batch];
      for (int i = 0; i < batch; i++) {
        body.append(i == 0 ? "{\"id\":\"" : ",{\"id\":\"");
        idAt[i] = body.length();
        String kind = KINDS[i % KINDS.length];
        body.append("0".repeat(ID)).append("\",\"type\":\"").append(kind).append("\",\"roomId\":\"").append(room)
            .append("\",\"subRoomId\":\"").append(MARKETS[i / 10 % MARKETS.length]).append("\",\"at\":\"");
        timeAt[i] = body.length();
        body.append("0".repeat(TIME)).append("\",\"viewer\":\"v-").append(100_000 + (i * 7919 + hashCode() & 0xffff)).append("\",\"country\":\"DE\"");
        if (kind.equals("comment")) {
          body.append(",\"text\":\"what a lovely colour\"");
        }
        body.append('}');
      }
      body.append(']');
      String head = "POST /v1/beacons HTTP/1.1\r\nHost: b\r\nAuthorization: Bearer " + TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
      request = (head + body).getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < batch; i++) {
        idAt[i] += head.length();
        timeAt[i] += head.length();
      }
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      in = new BufferedInputStream(socket.getInputStream());
    }

    void send(boolean real) throws IOException {
      byte[] time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString().replaceFirst("^(.{19})Z$", "$1.000Z").getBytes(StandardCharsets.ISO_8859_1);
      long first = ids.getAndAdd(idAt.length);
      for (int i = 0; i < idAt.length; i++) {
        long id = first + i;
        for (int digit = ID - 1; digit >= 0; digit--) {
          request[idAt[i] + digit] = (byte) ('0' + id % 10);
          id /= 10;
        }
        System.arraycopy(time, 0, request, timeAt[i], TIME);
      }
      socket.getOutputStream().write(request);
      String said = answer();
      if (!(real ? said.startsWith("HTTP/1.1 200") && said.contains("\"accepted\":" + idAt.length + ",") : said.startsWith("HTTP/1.1 204"))) {
        throw new IOException("not accepted: " + said);
      }
    }

    private String answer() throws IOException {
      int length = 0;
      while (true) {
        int read = in.read(answer, length, answer.length - length);
        if (read < 0) {
          throw new IOException("closed after: " + new String(answer, 0, length, StandardCharsets.ISO_8859_1));
        }
        length += read;
        String text = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end >= 0) {
          int at = text.indexOf("Content-Length: ");
          int body = at < 0 || at > end ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
          if (length >= end + 4 + body) {
            return text;
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
