package io.roomfleet.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IngestPortsTest {
  private static final LineKey LINE = new LineKey("room", "main");

  private static IngestPorts ports(int first, int last) {
    return new IngestPorts(InetAddress.getLoopbackAddress(), first, last);
  }

  @Test
  void aLineGetsTheSamePortAfterARestart() {
    int port = ports(21100, 21119).take(LINE).orElseThrow();
    assertThat(ports(21100, 21119).take(LINE)).hasValue(port);
  }

  @Test
  void aPortThatAnotherProgramHasIsPassedOver() throws Exception {
    int port = ports(21120, 21129).take(LINE).orElseThrow();
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      assertThat(ports(21120, 21129).take(LINE).orElseThrow()).isNotEqualTo(port);
    }
  }

  @Test
  void eachLineHasItsOwnUntilThereAreNoMore() {
    IngestPorts ports = ports(21130, 21133);
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      taken.add(ports.take(new LineKey("room", "line" + i)).orElseThrow());
    }
    assertThat(taken).hasSize(4);
    assertThat(ports.take(LINE)).isEmpty();
    ports.giveBack(21131);
    assertThat(ports.take(LINE)).hasValue(21131);
  }

  @Test
  void aRangeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> ports(300, 200)).hasMessageContaining("300-200 (expected:");
  }

  @Test
  void anIdThatIsNoPartOfAPathIsRefused() {
    for (String id : new String[] {"", "..", ".x", "a/b", "a\\b", "a%2f", "ä", "a".repeat(129)}) {
      assertThatThrownBy(() -> new LineKey(id, "main")).hasMessageStartingWith("roomId: " + id);
    }
  }
}
