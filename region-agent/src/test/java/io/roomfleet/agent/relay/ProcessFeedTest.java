package io.roomfleet.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.hub.HubClock;
import io.roomfleet.agent.hub.HubSettings;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.hub.Slate;
import io.roomfleet.agent.hub.Synthetic;
import io.roomfleet.agent.process.Command;
import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.process.Guardian;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.Phase;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFeedTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  /** A program that runs and never binds its port; the test does that for it. */
  private record Sleeper(Path folder, ListenPort port) implements ProcessFeed.Origin {
    @Override
    public Command command() {
      return new Command(List.of("sleep", "60"), folder, true);
    }

    @Override
    public URI ingestUrl() {
      return URI.create("srt://127.0.0.1:" + port.port());
    }
  }

  @Test
  void aListenerIsWellOnlyWhenItsPortIsBound() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/udp")), "no /proc/net/udp: not a Linux");
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    try (EventLoop loop = new EventLoop();
        Guardian guardian = Guardian.start()) {
      Processes processes =
          new Processes(loop, guardian, TestFfmpeg.get(), Processes.Timing.DEFAULT);
      RelayHub hub =
          new RelayHub(
              HubSettings.DEFAULTS,
              Slate.of(Synthetic.slateBytes()),
              ticker,
              HubClock.system(),
              state -> {});
      int number;
      try (DatagramSocket free = new DatagramSocket(0, HOST)) {
        number = free.getLocalPort();
      }
      ListenPort port = new ListenPort(ListenPort.Protocol.UDP, HOST, number);
      ProcessFeed feed =
          loop.ask(
              () -> new ProcessFeed("line", hub, processes, new Sleeper(folder, port), () -> {}));
      FeedStatus alive =
          Await.value(SOON, "a process", () -> loop.ask(feed::status), s -> s.pid() != null);
      assertThat(alive.phase()).isEqualTo(Phase.STARTING);
      assertThat(alive.reason()).isEqualTo("it does not listen yet");
      try (DatagramSocket bound = new DatagramSocket(number, HOST)) {
        FeedStatus well =
            Await.value(
                SOON, "bound", () -> loop.ask(feed::status), s -> s.phase() == Phase.RUNNING);
        assertThat(bound.isBound()).isTrue();
        assertThat(well.reason()).isNull();
      }
      loop.ask(feed::stop).join();
      hub.close();
    } finally {
      ticker.shutdownNow();
    }
  }
}
