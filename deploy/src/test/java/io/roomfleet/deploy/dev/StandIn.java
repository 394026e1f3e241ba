package io.roomfleet.deploy.dev;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Stands in for an orchestrator or an agent where only the starting and stopping of processes is
 * tested: it listens on the ports that the real one has, is healthy, and an agent is heard while it
 * knocks.
 */
final class StandIn {
  private static final long HEARD_MILLIS = 2000;

  private StandIn() {}

  public static void main(String[] args) throws Exception {
    System.out.println("stand-in " + args[0] + " begins");
    if (args[0].equals("orchestrator")) {
      orchestrator();
    } else {
      agent();
    }
  }

  private static void orchestrator() throws IOException {
    Map<String, Long> heard = new ConcurrentHashMap<>();
    HttpServer server = serve("ROOMFLEET_HTTP_PORT", "/health/ready", "{\"status\":\"ok\"}");
    server.createContext(
        "/knock/",
        exchange -> {
          heard.put(exchange.getRequestURI().getPath().substring(7), System.currentTimeMillis());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/v1/agents",
        exchange -> {
          long now = System.currentTimeMillis();
          String agents =
              heard.entrySet().stream()
                  .map(
                      it ->
                          "{\"id\":\"%s\",\"status\":\"%s\"}"
                              .formatted(
                                  it.getKey(), now - it.getValue() < HEARD_MILLIS ? "UP" : "LOST"))
                  .collect(Collectors.joining(","));
          boolean known =
              ("Bearer " + System.getenv("ROOMFLEET_API_TOKEN"))
                  .equals(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body =
              (known
                      ? "{\"agents\":["
                          + agents
                          + "],\"unanswered\":[],\"asOf\":\""
                          + Instant.now()
                          + "\"}"
                      : "{}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private static void agent() throws Exception {
    serve("ROOMFLEET_MEDIA_PORT", "/health", "{\"status\":\"ok\"}").start();
    HttpClient http = HttpClient.newHttpClient();
    while (true) {
      for (String control : System.getenv("ROOMFLEET_CONTROL_URLS").split(",")) {
        try {
          URI uri = URI.create(control + "/knock/" + System.getenv("ROOMFLEET_AGENT_ID"));
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
          // Not there yet, or not any more.
        }
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static HttpServer serve(String portVariable, String path, String answer)
      throws IOException {
    int port = Integer.parseInt(System.getenv(portVariable));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    server.createContext(
        path,
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    return server;
  }
}
