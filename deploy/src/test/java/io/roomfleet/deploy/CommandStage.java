package io.roomfleet.deploy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The command as people type it, against a stand-in for the API that notes what it is asked. */
public final class CommandStage implements AutoCloseable {
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();
  final List<String> keys = new CopyOnWriteArrayList<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final HttpServer server;

  record Result(int code, String out, String err) {}

  public CommandStage() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  public String api() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the API says. */
  record Answer(int status, String body) {}

  public void answer(String path, int status, String body) {
    answer(path, new Answer(status, body));
  }

  /** Answers each request of that path with the next of these, and then with the last. */
  void answer(String path, Answer... answers) {
    List<Answer> left = new CopyOnWriteArrayList<>(answers);
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          String sent =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (!sent.isEmpty()) {
            bodies.add(sent);
          }
          String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          if (key != null) {
            keys.add(key);
          }
          Answer answer = left.size() > 1 ? left.remove(0) : left.get(0);
          byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  /** Runs the command in this JVM; the API's options are added to the verbs that have them. */
  Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (arguments.length > 0 && !arguments[0].equals("dev") && !arguments[0].startsWith("-")) {
      if (arguments.length > 1 || List.of("cluster", "calendar").contains(arguments[0])) {
        all.addAll(List.of("--api", api(), "--token", "t"));
      }
    }
    out.reset();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = Roomfleet.commandLine().execute(all.toArray(String[]::new));
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
