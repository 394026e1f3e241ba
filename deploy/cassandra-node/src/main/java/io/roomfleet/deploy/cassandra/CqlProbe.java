package io.roomfleet.deploy.cassandra;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks whether a Cassandra answers CQL, by the OPTIONS frame that needs no session. */
public final class CqlProbe {
  /** Version 4, no flags, stream 0, opcode OPTIONS, no body. */
  private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};

  private static final int HEADER_LENGTH = 9;
  private static final int OPCODE_AT = 4;
  private static final int SUPPORTED = 6;
  private static final int RESPONSE_BIT = 0x80;

  private CqlProbe() {}

  /**
   * True when a Cassandra at that address answers within the time.
   *
   * @param timeoutMillis for connecting, and again for the answer (> 0)
   */
  public static boolean answers(String host, int port, int timeoutMillis) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), timeoutMillis);
      socket.setSoTimeout(timeoutMillis);
      socket.getOutputStream().write(OPTIONS);
      byte[] header = new byte[HEADER_LENGTH];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return (header[0] & RESPONSE_BIT) != 0 && header[OPCODE_AT] == SUPPORTED;
    } catch (IOException e) {
      return false;
    }
  }
}
