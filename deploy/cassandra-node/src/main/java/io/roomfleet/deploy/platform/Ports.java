package io.roomfleet.deploy.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of this machine. */
public final class Ports {
  private static final int CONNECT_TIMEOUT_MILLIS = 500;

  private Ports() {}

  /** True when a program listens there and takes connections. */
  public static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * True when a program could listen there now. Connections in TIME_WAIT of a program that ended
   * are no hindrance.
   */
  public static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Refuses a port that is taken.
   *
   * @param purpose who wants it, such as {@code cassandra}
   * @param cure how to choose another, such as {@code --cassandra-port}
   * @throws Refusal when it is taken
   */
  public static void requireFree(String host, int port, String purpose, String cure) {
    if (!isFree(host, port)) {
      throw new Refusal(
          "Port "
              + port
              + " on "
              + host
              + " is taken by another program, and "
              + purpose
              + " needs it: stop that program, or choose another port with "
              + cure
              + ".");
    }
  }

  /** A port of loopback that nothing uses at this moment; it is not kept. */
  public static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }
}
