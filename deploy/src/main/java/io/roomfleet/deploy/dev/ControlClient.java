package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.platform.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives orders to a fleet that runs. */
final class ControlClient {
  private final Path data;

  ControlClient(Path data) {
    this.data = data.toAbsolutePath().normalize();
  }

  /**
   * Gives one order and waits until it was carried out.
   *
   * @return the lines of the answer
   * @throws Refusal when no fleet runs with that folder, or it refuses
   */
  List<String> order(String order) {
    try (SocketChannel connection = SocketChannel.open(ControlSocket.find(data));
        PrintWriter out =
            new PrintWriter(Channels.newWriter(connection, StandardCharsets.UTF_8), true);
        BufferedReader in =
            new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8))) {
      out.println(order);
      List<String> lines = new ArrayList<>();
      @Nullable String line = in.readLine();
      while (line != null && !line.equals(ControlServer.DONE)) {
        if (line.startsWith(ControlServer.REFUSED)) {
          throw new Refusal(line.substring(ControlServer.REFUSED.length()));
        }
        lines.add(line);
        line = in.readLine();
      }
      if (line == null) {
        throw new Refusal("The fleet ended before it had carried out: " + order);
      }
      return lines;
    } catch (IOException e) {
      throw ControlSocket.notRunning(data);
    }
  }

  /** True while a fleet answers. */
  boolean isRunning() {
    try (SocketChannel connection = SocketChannel.open(ControlSocket.find(data))) {
      return connection.isConnected();
    } catch (IOException | Refusal e) {
      return false;
    }
  }
}
