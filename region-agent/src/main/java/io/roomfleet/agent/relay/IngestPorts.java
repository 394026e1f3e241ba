package io.roomfleet.agent.relay;

import io.roomfleet.agent.relay.ListenPort.Protocol;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The ports on which lines are taken in. A line gets the same port again after a restart of the
 * agent, as long as no other program has taken it meanwhile: the search begins at a place that
 * follows from the line's name.
 */
public final class IngestPorts {
  private final InetAddress host;
  private final int first;
  private final int last;
  private final Map<Integer, LineKey> taken = new HashMap<>();

  /**
   * @param first and {@code last}: 1 to 65535, both may be used
   */
  public IngestPorts(InetAddress host, int first, int last) {
    if (first < 1 || last > 65535 || last < first) {
      throw new IllegalArgumentException(
          "ingest ports: " + first + "-" + last + " (expected: FIRST-LAST within 1-65535)");
    }
    this.host = host;
    this.first = first;
    this.last = last;
  }

  /** A port for {@code line}; empty when all are taken. */
  OptionalInt take(LineKey line) {
    int count = last - first + 1;
    int start = Math.floorMod(line.hashCode() * 0x9E3779B9, count);
    for (int i = 0; i < count; i++) {
      int port = first + (start + i) % count;
      if (!taken.containsKey(port) && free(port)) {
        taken.put(port, line);
        return OptionalInt.of(port);
      }
    }
    return OptionalInt.empty();
  }

  void giveBack(int port) {
    taken.remove(port);
  }

  /** In the words of a reason. */
  String range() {
    return first + "-" + last;
  }

  private boolean free(int port) {
    return new ListenPort(Protocol.TCP, host, port).free()
        && new ListenPort(Protocol.UDP, host, port).free();
  }
}
