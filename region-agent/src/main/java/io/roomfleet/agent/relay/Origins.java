package io.roomfleet.agent.relay;

import io.roomfleet.agent.ffmpeg.Picture;
import io.roomfleet.agent.ffmpeg.SourceCommands;
import io.roomfleet.agent.ffmpeg.UrlText;
import io.roomfleet.agent.process.Command;
import io.roomfleet.agent.process.DiskFault;
import io.roomfleet.agent.process.Work.CannotRun;
import io.roomfleet.agent.relay.ListenPort.Protocol;
import io.roomfleet.api.agent.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes that take a line in, by the kind of its source. */
final class Origins {
  private Origins() {}

  /** The built-in test source; its title goes by a file, and so needs no escaping. */
  static ProcessFeed.Origin test(
      SourceCommands commands, Picture picture, Path folder, LineKey line, String title) {
    return () -> {
      Path file = folder.resolve("title-" + line.roomId() + "-" + line.lineId() + ".txt");
      try {
        Files.createDirectories(folder);
        Files.writeString(file, title);
      } catch (IOException e) {
        throw new CannotRun(DiskFault.of(folder, e));
      }
      return new Command(commands.test(picture, file), folder, true);
    };
  }

  /** A URL that is fetched. */
  static ProcessFeed.Origin pull(SourceCommands commands, Path folder, URI url) {
    String secret = url.getRawUserInfo();
    return () ->
        new Command(commands.pull(url), folder, true, secret == null ? List.of() : List.of(secret));
  }

  /** A listener for one RTMP publisher, behind its gate. */
  static final class Rtmp implements ProcessFeed.Origin {
    private final SourceCommands commands;
    private final Path folder;
    private final String streamKey;
    private final URI ingestUrl;
    private final RtmpGate gate;
    private final Runnable givePortBack;
    private @Nullable ListenPort inner;

    Rtmp(
        SourceCommands commands,
        Path folder,
        String publicHost,
        InetAddress host,
        int port,
        Source.Rtmp source,
        Runnable givePortBack)
        throws IOException {
      this.commands = commands;
      this.folder = folder;
      this.streamKey = source.streamKey();
      this.ingestUrl =
          URI.create(
              "rtmp://"
                  + UrlText.host(publicHost)
                  + ":"
                  + port
                  + "/live/"
                  + UrlText.encode(streamKey));
      this.gate = new RtmpGate(host, port);
      this.givePortBack = givePortBack;
    }

    @Override
    public Command command() throws CannotRun {
      int port = freePort();
      inner = new ListenPort(Protocol.TCP, InetAddress.getLoopbackAddress(), port);
      gate.listenerAt(port);
      return new Command(
          commands.rtmpListener("127.0.0.1", port, streamKey), folder, true, List.of(streamKey));
    }

    /** That behind the gate, which itself is open all the time. */
    @Override
    public @Nullable ListenPort port() {
      return inner;
    }

    private static int freePort() throws CannotRun {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new CannotRun("no free port on the loopback: " + e.getMessage());
      }
    }

    @Override
    public URI ingestUrl() {
      return ingestUrl;
    }

    @Override
    public void close() {
      gate.close();
      givePortBack.run();
    }
  }

  /** A listener for one SRT caller. */
  static final class Srt implements ProcessFeed.Origin {
    private final SourceCommands commands;
    private final Path folder;
    private final String host;
    private final ListenPort port;
    private final @Nullable String passphrase;
    private final Duration latency;
    private final URI ingestUrl;
    private final Runnable givePortBack;

    Srt(
        SourceCommands commands,
        Path folder,
        String publicHost,
        InetAddress host,
        int port,
        Source.Srt source,
        Duration latency,
        Runnable givePortBack) {
      this.commands = commands;
      this.folder = folder;
      this.host = host.getHostAddress();
      this.port = new ListenPort(Protocol.UDP, host, port);
      this.passphrase = source.passphrase();
      this.latency = latency;
      String query = passphrase == null ? "" : "?passphrase=" + UrlText.encode(passphrase);
      this.ingestUrl = URI.create("srt://" + UrlText.host(publicHost) + ":" + port + query);
      this.givePortBack = givePortBack;
    }

    @Override
    public Command command() throws CannotRun {
      if (!port.free()) {
        throw new CannotRun(port + " is in use");
      }
      return new Command(
          commands.srtListener(host, port.port(), passphrase, latency),
          folder,
          true,
          passphrase == null ? List.of() : List.of(passphrase, UrlText.encode(passphrase)));
    }

    @Override
    public ListenPort port() {
      return port;
    }

    @Override
    public URI ingestUrl() {
      return ingestUrl;
    }

    @Override
    public void close() {
      givePortBack.run();
    }
  }
}
