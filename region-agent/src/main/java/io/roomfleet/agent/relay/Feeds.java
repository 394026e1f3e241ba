package io.roomfleet.agent.relay;

import io.roomfleet.agent.ffmpeg.SourceCommands;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.DiskFault;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.relay.ListenPort.Protocol;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the feed that a source asks for. */
final class Feeds {
  private static final Logger log = LoggerFactory.getLogger(Feeds.class);

  private final Processes processes;
  private final IngestSettings settings;
  private final IngestPorts ports;
  private final SourceCommands commands;

  Feeds(Processes processes, IngestSettings settings) {
    this.processes = processes;
    this.settings = settings;
    this.ports = new IngestPorts(settings.host(), settings.firstPort(), settings.lastPort());
    this.commands = new SourceCommands(processes.ffmpeg());
  }

  /** A feed for {@code line}, started; one that says FAILED when it cannot be. */
  Feed feed(LineKey line, Source source, RelayHub hub, Runnable changed) {
    try {
      SourceRules.check(source);
      Files.createDirectories(settings.folder());
      return made(line, source, hub, changed);
    } catch (IOException e) {
      return failed(line, DiskFault.of(settings.folder(), e));
    } catch (IllegalArgumentException e) {
      return failed(line, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A fault of this program; the other lines are not to suffer from it.
      log.error("line {}", line, e);
      return failed(line, "its source cannot be run: " + e);
    }
  }

  private Feed made(LineKey line, Source source, RelayHub hub, Runnable changed) {
    if (source instanceof Source.Upstream upstream) {
      URI url = upstream.url();
      return url == null
          ? Feed.NONE
          : new UpstreamFeed(
              url, upstream.fallback(), hub, processes.loop(), settings.fallback(), changed);
    }
    if (source instanceof Source.Test test) {
      return process(
          line,
          hub,
          changed,
          Origins.test(commands, settings.testPicture(), settings.folder(), line, test.title()));
    }
    if (source instanceof Source.Pull pull) {
      return process(line, hub, changed, Origins.pull(commands, settings.folder(), pull.url()));
    }
    if (source instanceof Source.Rtmp rtmp) {
      return rtmp(line, rtmp, hub, changed);
    }
    return srt(line, (Source.Srt) source, hub, changed);
  }

  private Feed rtmp(LineKey line, Source.Rtmp source, RelayHub hub, Runnable changed) {
    OptionalInt port = ports.take(line);
    if (port.isEmpty()) {
      return noPort(line);
    }
    try {
      return process(
          line,
          hub,
          changed,
          new Origins.Rtmp(
              commands,
              settings.folder(),
              settings.publicHost(),
              settings.host(),
              port.getAsInt(),
              source,
              () -> processes.loop().execute(() -> ports.giveBack(port.getAsInt()))));
    } catch (RuntimeException e) {
      ports.giveBack(port.getAsInt());
      throw e;
    } catch (IOException e) {
      ports.giveBack(port.getAsInt());
      ListenPort door = new ListenPort(Protocol.TCP, settings.host(), port.getAsInt());
      return failed(
          line,
          door.free() ? "cannot listen on " + door + ": " + e.getMessage() : door + " is in use");
    }
  }

  private Feed srt(LineKey line, Source.Srt source, RelayHub hub, Runnable changed) {
    OptionalInt port = ports.take(line);
    if (port.isEmpty()) {
      return noPort(line);
    }
    return process(
        line,
        hub,
        changed,
        new Origins.Srt(
            commands,
            settings.folder(),
            settings.publicHost(),
            settings.host(),
            port.getAsInt(),
            source,
            settings.srtLatency(),
            () -> processes.loop().execute(() -> ports.giveBack(port.getAsInt()))));
  }

  private Feed process(LineKey line, RelayHub hub, Runnable changed, ProcessFeed.Origin origin) {
    return new ProcessFeed("line " + line, hub, processes, origin, changed);
  }

  private Feed noPort(LineKey line) {
    return failed(
        line, "no free ingest port in " + ports.range() + "; widen ROOMFLEET_INGEST_PORTS");
  }

  private static Feed failed(LineKey line, String reason) {
    log.warn("line {}: {}", line, reason);
    return Feed.idle(FeedStatus.failed(reason));
  }

  /** Whether a feed like this should be made anew now and then. */
  static boolean worthTryingAgain(Feed feed) {
    return !(feed instanceof ProcessFeed) && feed.status().phase() == Phase.FAILED;
  }
}
