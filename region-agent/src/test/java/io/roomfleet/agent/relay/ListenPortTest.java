package io.roomfleet.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomfleet.agent.relay.ListenPort.Protocol;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenPortTest {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  private static void onLinux() {
    assumeTrue(Files.exists(Path.of("/proc/net/udp")), "no /proc/net/udp: not a Linux");
  }

  @Test
  void aUdpPortIsBoundWhileSomebodyHasIt() throws Exception {
    onLinux();
    ListenPort port;
    try (DatagramSocket socket = new DatagramSocket(0, HOST)) {
      port = new ListenPort(Protocol.UDP, HOST, socket.getLocalPort());
      assertThat(port.bound()).hasValue(true);
      assertThat(port.free()).isFalse();
      assertThat(new ListenPort(Protocol.TCP, HOST, port.port()).free()).isTrue();
    }
    assertThat(port.bound()).hasValue(false);
    assertThat(port.free()).isTrue();
  }

  @Test
  void aTcpPortIsBoundWhileSomebodyListens() throws Exception {
    onLinux();
    ListenPort port;
    try (ServerSocket socket = new ServerSocket(0, 1, HOST)) {
      port = new ListenPort(Protocol.TCP, HOST, socket.getLocalPort());
      assertThat(port.bound()).hasValue(true);
      assertThat(port.free()).isFalse();
    }
    assertThat(port.bound()).hasValue(false);
  }

  @Test
  void aConnectionThatIsOverDoesNotBindAndAnIpv6ListenerDoes(@TempDir Path tables)
      throws Exception {
    String head = "  sl  local_address rem_address   st tx_queue rx_queue\n";
    String line = "   0: 0100007F:4E21 00000000:0000 %s 00000000:00000000 00:00000000\n";
    ListenPort port = new ListenPort(Protocol.TCP, HOST, 20001);
    Files.writeString(tables.resolve("tcp"), head + line.formatted("06"));
    assertThat(port.bound(tables)).hasValue(false);
    Files.writeString(tables.resolve("tcp6"), head + line.formatted("0A"));
    assertThat(port.bound(tables)).hasValue(true);
  }

  @Test
  void withoutTablesItIsNotKnown(@TempDir Path tables) {
    assertThat(new ListenPort(Protocol.UDP, HOST, 20001).bound(tables)).isEmpty();
  }

  @Test
  void itIsNamedAsPeopleNameIt() {
    assertThat(new ListenPort(Protocol.UDP, HOST, 20001)).hasToString("port 20001/udp");
  }
}
