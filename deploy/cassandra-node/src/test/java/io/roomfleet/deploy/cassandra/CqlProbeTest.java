package io.roomfleet.deploy.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CqlProbeTest {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  @Test
  void knowsCassandraByItsAnswer() throws IOException {
    assertThat(asked(new byte[] {(byte) 0x84, 0, 0, 0, 6, 0, 0, 0, 0})).isTrue();
  }

  @Test
  void takesNoOtherProgramForIt() throws IOException {
    assertThat(asked("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes())).isFalse();
    assertThat(asked(new byte[] {(byte) 0x84, 0, 0, 0, 0, 0, 0, 0, 0})).isFalse();
    assertThat(asked(new byte[] {1, 2})).isFalse();
    assertThat(CqlProbe.answers("127.0.0.1", 1, 500)).isFalse();
  }

  private boolean asked(byte[] answer) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      thread.execute(
          () -> {
            try (Socket socket = server.accept()) {
              socket.getInputStream().readNBytes(9);
              socket.getOutputStream().write(answer);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      return CqlProbe.answers("127.0.0.1", server.getLocalPort(), 5000);
    }
  }
}
