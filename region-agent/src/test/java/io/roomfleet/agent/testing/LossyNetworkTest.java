package io.roomfleet.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What figures under loss stand on. */
class LossyNetworkTest {
  private static final int PACKETS = 150;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The numbers that came to the server, and how long the quickest was on its way. */
  private record Came(List<Integer> numbers, long leastMillis) {}

  private static Came send(double loss, long delayMillis, long seed) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (DatagramSocket server = new DatagramSocket(0, here);
        DatagramSocket client = new DatagramSocket(0, here);
        UdpForwarder forwarder =
            new UdpForwarder(
                new InetSocketAddress(here, server.getLocalPort()), loss, delayMillis, seed)) {
      for (int i = 0; i < PACKETS; i++) {
        byte[] packet = ByteBuffer.allocate(12).putInt(i).putLong(System.nanoTime()).array();
        client.send(new DatagramPacket(packet, packet.length, here, forwarder.port()));
        int sent = i + 1; // A burst would overflow a socket's buffer: a loss of another kind.
        Await.until(PATIENCE, "came", () -> forwarder.came() == sent);
      }
      server.setSoTimeout((int) PATIENCE.toMillis());
      List<Integer> numbers = new ArrayList<>();
      long least = Long.MAX_VALUE;
      DatagramPacket packet = new DatagramPacket(new byte[64], 64);
      while (numbers.size() < PACKETS - forwarder.lost()) {
        server.receive(packet);
        ByteBuffer read = ByteBuffer.wrap(packet.getData());
        numbers.add(read.getInt());
        least = Math.min(least, (System.nanoTime() - read.getLong()) / 1_000_000);
      }
      server.setSoTimeout(1);
      try {
        server.receive(packet);
        throw new AssertionError("one came twice");
      } catch (SocketTimeoutException e) {
        // As it should be.
      }
      byte[] back = {1, 2, 3};
      if (loss == 0) {
        server.send(new DatagramPacket(back, back.length, packet.getSocketAddress()));
        client.setSoTimeout((int) PATIENCE.toMillis());
        client.receive(packet);
        assertThat(packet.getLength()).isEqualTo(back.length);
      }
      return new Came(numbers, least);
    }
  }

  @Test
  void allComesLaterInOrderAndBack() throws Exception {
    Came came = send(0, 40, 1);
    assertThat(came.numbers()).hasSize(PACKETS).isSorted();
    assertThat(came.leastMillis()).isGreaterThanOrEqualTo(40);
  }

  @Test
  void theSameSeedLosesTheSamePackets() throws Exception {
    Came came = send(0.1, 0, 7);
    assertThat(came.numbers()).hasSizeBetween(PACKETS * 8 / 10, PACKETS * 97 / 100).isSorted();
    assertThat(send(0.1, 0, 7).numbers()).isEqualTo(came.numbers());
    assertThat(send(0.1, 0, 8).numbers()).isNotEqualTo(came.numbers());
  }

  @Test
  void bothSidesAreToldOfTheForwarderAlone() throws Exception {
    try (LossyNetwork network = new LossyNetwork(0, 0, 1)) {
      String sdp =
          """
          v=0
          m=audio 9 UDP/TLS/RTP/SAVPF 111
          a=candidate:1 1 udp 2015363327 127.0.0.1 24001 typ host
          a=candidate:2 1 udp 2015363071 127.0.0.2 24002 typ host
          a=candidate:3 1 tcp 1010828543 127.0.0.1 9 typ host tcptype active
          m=video 9 UDP/TLS/RTP/SAVPF 96
          a=candidate:1 1 udp 2015363327 127.0.0.1 24001 typ host
          """;
      List<String> told =
          network.toBrowser(sdp).lines().filter(it -> it.startsWith("a=candidate")).toList();
      assertThat(told).hasSize(2);
      assertThat(told.get(0)).isEqualTo(told.get(1)).contains("127.0.0.1").doesNotContain("24001");
      assertThat(network.toJanus(sdp)).contains("m=video").doesNotContain("candidate");
    }
  }
}
