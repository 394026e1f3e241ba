package io.roomfleet.deploy;

import com.sun.net.httpserver.HttpServer;
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
      "{\"rooms\":[],\"subRooms\":[],\"agents\":[],\"regions\":[],\"unanswered\":[],"
          + "\"asOf\":\"2026-01-01T00:00:00Z\"}";
  private static final List<String> VERBS =
      List.of("room list", "room list --curl", "sub-room list room-1", "agent list", "region list");

  @Override
  public Integer call() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = NOTHING.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String api = "http://127.0.0.1:" + server.getAddress().getPort();
      int worst = 0;
      for (String verb : VERBS) {
        String[] arguments = (verb + " --token none --api " + api).split(" ");
        worst = Math.max(worst, Roomfleet.commandLine().execute(arguments));
      }
      return worst;
    } finally {
      server.stop(0);
    }
  }
}
