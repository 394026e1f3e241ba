package io.roomfleet.deploy.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final String HOST = "127.0.0.1";

  @Test
  void aTakenPortIsRefusedWithWhoWantsItAndTheCure() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      int port = other.getLocalPort();
      assertThat(Ports.answers(HOST, port)).isTrue();
      assertThat(Ports.isFree(HOST, port)).isFalse();
      assertThatThrownBy(() -> Ports.requireFree(HOST, port, "orchestrator-1", "--http-port"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("orchestrator-1 needs it")
          .hasMessageContaining("--http-port");
    }
  }

  @Test
  void aPortThatWasClosedIsFreeAtOnce() throws IOException {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      port = other.getLocalPort();
    }
    assertThat(Ports.isFree(HOST, port)).isTrue();
    assertThat(Ports.answers(HOST, port)).isFalse();
    Ports.requireFree(HOST, port, "test", "--none");
  }
}
