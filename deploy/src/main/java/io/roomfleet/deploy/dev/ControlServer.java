package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.cli.Json;
import io.roomfleet.deploy.dev.DevOptions.AgentCapacity;
import io.roomfleet.deploy.platform.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Takes the orders of {@code roomfleet dev restart|kill|add-agent|status|stop}. An order is one
 * line, a verb and perhaps a name, and an agent's capacity as JSON; the answer is lines of JSON or
 * none, and then {@code done} or {@code refused} with the reason.
 */
final class ControlServer implements AutoCloseable {
  static final String DONE = "done";
  static final String REFUSED = "refused ";

  private final Path data;
  private final Path path;
  private final Fleet fleet;
  private final Agents agents;
  private final Runnable stop;
  private final ServerSocketChannel server;

  /** Adds agents to the fleet. */
  interface Agents {
    /** Starts one more and answers its name, once it is heard. */
    String add(String region, AgentCapacity capacity);
  }

  private ControlServer(
      Path data, Path path, Fleet fleet, Agents agents, Runnable stop, ServerSocketChannel server) {
    this.data = data;
    this.path = path;
    this.fleet = fleet;
    this.agents = agents;
    this.stop = stop;
    this.server = server;
  }

  /**
   * @param stop begins to stop the fleet, and returns at once
   */
  static ControlServer open(Path data, Fleet fleet, Agents agents, Runnable stop) {
    try {
      Path path = ControlSocket.create(data);
      ServerSocketChannel server = ServerSocketChannel.open(ControlSocket.family());
      server.bind(UnixDomainSocketAddress.of(path));
      ControlServer control = new ControlServer(data, path, fleet, agents, stop, server);
      daemon(control::acceptAll, "control");
      return control;
    } catch (IOException e) {
      throw new Refusal(
          "The control socket in " + data + " cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // The process ends anyway.
    }
    ControlSocket.remove(data, path);
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        SocketChannel connection = server.accept();
        daemon(() -> answer(connection), "control-order");
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        System.err.println("roomfleet: the control socket failed: " + e.getMessage());
        return;
      }
    }
  }

  private void answer(SocketChannel connection) {
    try (connection;
        BufferedReader in =
            new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
        PrintWriter out =
            new PrintWriter(Channels.newWriter(connection, StandardCharsets.UTF_8), true)) {
      @Nullable String order = in.readLine();
      if (order != null) {
        try {
          carryOut(order.strip(), out);
          out.println(DONE);
        } catch (RuntimeException e) {
          out.println(REFUSED + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
      }
    } catch (IOException e) {
      // Who gave the order is gone; it was carried out all the same.
    }
  }

  private void carryOut(String order, PrintWriter out) {
    int space = order.indexOf(' ');
    String verb = space < 0 ? order : order.substring(0, space);
    String name = space < 0 ? "" : order.substring(space + 1);
    switch (verb) {
      case "status" -> out.println(Json.CODEC.write(fleet.status()));
      case "restart" -> fleet.restart(name);
      case "kill" -> fleet.kill(name);
      case "add-agent" -> out.println(addAgent(name));
      case "stop" -> {
        out.println(ProcessHandle.current().pid());
        stop.run();
      }
      default ->
          throw new Refusal(
              "order: " + order + " (expected: status, restart, kill, add-agent or stop)");
    }
  }

  private String addAgent(String regionAndCapacity) {
    String[] words = regionAndCapacity.split(" ", 2);
    return agents.add(words[0], Json.CODEC.read(words[1], AgentCapacity.class));
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
