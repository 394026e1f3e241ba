package io.roomfleet.api.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventFollowerTest {
  private static final JsonCodec NO_JSON =
      new JsonCodec() {
        @Override
        public String write(Object value) {
          throw new AssertionError(value);
        }

        @Override
        public <T> T read(String json, Class<T> type) {
          throw new AssertionError(json);
        }
      };

  @Test
  void aNodeThatTakesTheConnectionAndNeverAnswersIsNotWaitedForInSilence() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI base = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      EventFollower follower =
          new EventFollower(
              new RoomfleetClient(base, "t", NO_JSON), "room-1", Duration.ofMillis(300));
      assertThatThrownBy(() -> follower.follow(0, (event, json) -> true))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("it took too long");
    }
  }
}
