import io.roomfleet.api.client.SteeringCalls;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.deploy.bench.RunningFleet;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Steering answers a second against a constant answer of the same server, {@code /health/live}: slices of the two alternate.
 *
 * <p>Needs a fleet: {@code bin/roomfleet dev --data D --ready-file F --agents-per-region 1}. Makes a room of sound only, with a sub-room that
 * names another as its fallback. Arguments: the ready file, seconds a slice, slices of each, connections.
 */
public class SteeringAnswers {
  private static final AtomicLong answers = new AtomicLong();
  private static final AtomicLong bytes = new AtomicLong();
  private static volatile boolean running;

  public static void main(String[] arguments) throws Exception {
    Path ready = Path.of(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    int slices = Integer.parseInt(arguments[2]);
    int connections = Integer.parseInt(arguments[3]);
    RunningFleet fleet = new RunningFleet(ready);
    URI api = URI.create(Files.readString(ready).replaceAll("(?s).*\"apiUrl\"\\s*:\\s*\"([^\"]+)\".*", "$1"));
    String room = fleet.broadcastOn("eu-west-1", "eu-west", List.of(subRoom("gb", List.of("ie")), subRoom("ie", null)));
    try {
      RunningFleet.await("an answer", () -> fleet.send(SteeringCalls.steering(room, "gb", "1", null)).priority().size() == 1);
      String path = "/v1/steering/" + room + "?subRoomId=gb&session=%d&_HLS_pathway=127.0.0.1_1&_HLS_throughput=5000000";
      IntFunction<String> steering = i -> path.formatted(i % 100);
      IntFunction<String> constant = i -> "/health/live";
      slice(api, constant, 5, connections);
      slice(api, steering, 5, connections);
      List<double[]> rows = new ArrayList<>();
      for (int i = 0; i < slices; i++) {
        double base = slice(api, constant, seconds, connections);
        bytes.set(0);
        long before = answers.get();
        double steered = slice(api, steering, seconds, connections);
        rows.add(new double[] {base, steered, steered / base, bytes.get() / (double) (answers.get() - before)});
        System.err.printf(Locale.ROOT, "constant %.0f/s, steering %.0f/s%n", base, steered);
      }
      System.out.println("| | constant answer | steering answer | ratio | bytes of an answer |");
      System.out.println("|---|---|---|---|---|");
      System.out.printf(Locale.ROOT, "| median of %d slices | %.0f/s | %.0f/s | %.2f | %.0f |%n", slices, median(rows, 0), median(rows, 1), median(rows, 2), median(rows, 3));
      System.out.printf(Locale.ROOT, "| lowest | %.0f/s | %.0f/s | %.2f | |%n", lowest(rows, 0), lowest(rows, 1), lowest(rows, 2));
    } finally {
      fleet.end(room);
    }
  }

  private static SubRoomRequest subRoom(String market, List<String> fallbacks) {
    return new SubRoomRequest(market, "en-GB", "Europe/London", new Ladder(null, List.of(Rendition.AUDIO), 10), "eu-west", null, 100, fallbacks);
  }

  private static double median(List<double[]> rows, int column) {
    double[] sorted = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double lowest(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).min().orElse(0);
  }

  private static double slice(URI api, IntFunction<String> path, int seconds, int connections) throws Exception {
    running = true;
    long before = answers.get();
    long began = System.nanoTime();
    Thread[] threads = new Thread[connections];
    for (int i = 0; i < connections; i++) {
      int number = i;
      threads[i] = new Thread(() -> ask(api, path, number));
      threads[i].start();
    }
    Thread.sleep(seconds * 1000L);
    long done = answers.get() - before;
    double took = (System.nanoTime() - began) / 1e9;
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    return done / took;
  }

  private static void ask(URI api, IntFunction<String> path, int number) {
    try (Socket socket = new Socket(api.getHost(), api.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
      for (int i = number; running; i += 7) {
        String request = "GET " + path.apply(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        read(in);
        answers.incrementAndGet();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after " + head);
      }
      head.append((char) next);
    }
    if (!head.toString().startsWith("HTTP/1.1 200")) {
      throw new IOException(head.toString());
    }
    int length = Arrays.stream(head.toString().split("\r\n")).filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:")).mapToInt(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
    if (in.readNBytes(length).length < length) {
      throw new IOException("closed in a body");
    }
    bytes.addAndGet(length);
  }
}
