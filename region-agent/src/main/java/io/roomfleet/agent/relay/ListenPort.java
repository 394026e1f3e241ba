package io.roomfleet.agent.relay;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A port on which a program of ours listens, or shall.
 *
 * @param host address of this machine
 */
record ListenPort(Protocol protocol, InetAddress host, int port) {
  private static final Path TABLES = Path.of("/proc/net");

  /** A TCP connection that is over and only waits for its port to be free again. */
  private static final String TIME_WAIT = "06";

  enum Protocol {
    TCP,
    UDP;

    private String lower() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it could be bound now; not to be asked while our own program is about to bind it. */
  boolean free() {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (protocol == Protocol.TCP) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(address, 1);
        return true;
      } catch (IOException e) {
        return false;
      }
    }
    // Without reuse: SRT binds with it, and two who both do would share the port, and the packets.
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.setReuseAddress(false);
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether somebody has it, by the kernel's tables: to try it would send a listener the one caller
   * that it takes. Empty on machines without such tables.
   */
  Optional<Boolean> bound() {
    return bound(TABLES);
  }

  Optional<Boolean> bound(Path tables) {
    boolean read = false;
    for (String table : List.of(protocol.lower(), protocol.lower() + "6")) {
      try {
        if (names(Files.readAllLines(tables.resolve(table)))) {
          return Optional.of(true);
        }
        read = true;
      } catch (NoSuchFileException e) {
        // A machine without IPv6 has the one table only; one that is no Linux has none.
        continue;
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return read ? Optional.of(false) : Optional.empty();
  }

  /** Each line has its number, local address, remote address, state; numbers are hexadecimal. */
  private boolean names(List<String> lines) {
    String end = ":%04X".formatted(port);
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", 5);
      if (words.length > 4 && words[1].endsWith(end) && !words[3].equals(TIME_WAIT)) {
        return true;
      }
    }
    return false;
  }

  /** As reasons name it: {@code port 20001/udp}. */
  @Override
  public String toString() {
    return "port " + port + "/" + protocol.lower();
  }
}
