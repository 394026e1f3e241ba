package io.roomfleet.agent.stage;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** UDP ports of the loopback. */
final class UdpPorts {
  private static final int TRIES = 200;

  private UdpPorts() {}

  /** An even port that is free, as is the next one. */
  static int pair() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port;
      try (DatagramSocket any =
          new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
        port = any.getLocalPort() & ~1;
      }
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new IOException("no free pair of UDP ports on the loopback");
  }

  static boolean isFree(int port) {
    try (DatagramSocket any = new DatagramSocket(null)) {
      any.setReuseAddress(false);
      any.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
