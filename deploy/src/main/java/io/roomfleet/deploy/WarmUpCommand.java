package io.roomfleet.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roomfleet.deploy.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs client verbs against a stand-in inside this process, so that a class archive written at its
 * end holds what they load. The start script calls it after a build.
 */
@Command(name = "warm-up", hidden = true, description = "Load what the client verbs load.")
final class WarmUpCommand implements Callable<Integer> {
  private static final String NOTHING =
      "{\"rooms\":[],\"events\":[],\"subRooms\":[],\"agents\":[],\"regions\":[],\"unanswered\":[],"
          + "\"asOf\":\"2026-01-01T00:00:00Z\"}";
  private static final List<String> VERBS =
      List.of(
          "room list",
          "room list --curl",
          "room events room-1",
          "sub-room list room-1",
          "agent list",
          "region list");

  /** Follows one event, and ends as the API then says that there is no such room. */
  private static final String WATCH = "room events room-1 --watch";

  private static final String EVENT =
      "{\"sequence\":1,\"roomId\":\"room-1\",\"type\":\"room.created\",\"by\":\"warm-up\","
          + "\"at\":\"2026-01-01T00:00:00Z\",\"data\":{}}";
  private static final String GONE =
      "{\"type\":\"about:blank\",\"title\":\"Gone\",\"status\":404,\"code\":\"room_not_found\","
          + "\"detail\":\"warmed up\"}";

  @Override
  public Integer call() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", WarmUpCommand::answer);
    server.start();
    try {
      String api = "http://127.0.0.1:" + server.getAddress().getPort();
      int worst = 0;
      for (String verb : VERBS) {
        String[] arguments = (verb + " --token none --api " + api).split(" ");
        worst = Math.max(worst, Roomfleet.commandLine().execute(arguments));
      }
      return worst == ExitCode.OK && watched(api) ? ExitCode.OK : ExitCode.REFUSED;
    } finally {
      server.stop(0);
    }
  }

  private static boolean watched(String api) {
    String[] arguments = (WATCH + " --token none --api " + api).split(" ");
    return Roomfleet.commandLine().execute(arguments) == ExitCode.NOT_FOUND;
  }

  /** A stream goes on after the last event it had: who asks for that is told that it is over. */
  private static void answer(HttpExchange exchange) throws IOException {
    boolean stream = "text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"));
    boolean over = stream && !"0".equals(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    String text = over ? GONE : stream ? "id: 1\ndata: " + EVENT + "\n\n" : NOTHING;
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String type = stream && !over ? "text/event-stream" : "application/json";
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(over ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
