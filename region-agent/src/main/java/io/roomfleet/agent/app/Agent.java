package io.roomfleet.agent.app;

import io.roomfleet.agent.audience.Audiences;
import io.roomfleet.agent.audience.Countries;
import io.roomfleet.agent.audience.Timing;
import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.ffmpeg.FfmpegBundle;
import io.roomfleet.agent.ffmpeg.FfmpegUnavailable;
import io.roomfleet.agent.ffmpeg.LadderCommand;
import io.roomfleet.agent.ffmpeg.SlateFile;
import io.roomfleet.agent.http.DeliveryMeter;
import io.roomfleet.agent.http.EgressMeter;
import io.roomfleet.agent.http.MediaServer;
import io.roomfleet.agent.http.Viewers;
import io.roomfleet.agent.hub.HubState;
import io.roomfleet.agent.hub.Slate;
import io.roomfleet.agent.ladder.LadderSettings;
import io.roomfleet.agent.ladder.Ladders;
import io.roomfleet.agent.load.LoadMeter;
import io.roomfleet.agent.mix.Mixes;
import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.process.Guardian;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.program.Programs;
import io.roomfleet.agent.reconcile.Reconciler;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.agent.session.AgentReport;
import io.roomfleet.agent.session.ControlSession;
import io.roomfleet.agent.session.SessionSettings;
import io.roomfleet.agent.session.Wanted;
import io.roomfleet.agent.stage.Stages;
import io.roomfleet.agent.viewer.Places;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.agent.Load;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A region agent: everything made, joined together, and taken down in order. */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

  private final AgentSettings settings;
  private final List<String> abilities;
  private final EventLoop loop = new EventLoop();
  private final Audiences audiences;
  private final EgressMeter egress = new EgressMeter();
  private final DeliveryMeter deliveries =
      new DeliveryMeter(
          Duration.ofSeconds(LadderCommand.SEGMENT_SECONDS).dividedBy(2), System::nanoTime);
  private final LoadMeter loadMeter = new LoadMeter(egress::bytes, System::nanoTime);
  private final Guardian guardian;
  private final Processes processes;
  private final ActorSystem<Void> system;
  private final MediaServer server;
  private final URI mediaUrl;
  private final Relays relays;
  private final Programs programs;
  private final Ladders ladders;
  private final Stages stages;
  private final Mixes mixes;
  private final Reconciler reconciler;
  private final ControlSession session;

  private Agent(
      AgentSettings settings, Ffmpeg ffmpeg, Slate slate, Countries countries, Guardian guardian)
      throws IOException {
    this.settings = settings;
    this.abilities = Wiring.abilities(ffmpeg, Wiring.stage(settings));
    this.guardian = guardian;
    this.processes = new Processes(loop, guardian, ffmpeg, Processes.Timing.DEFAULT);
    this.relays =
        new Relays(processes, Wiring.ingest(settings), Wiring.hubs(), slate, this::lineChanged);
    this.stages = new Stages(Wiring.stage(settings), relays, processes, this::changed);
    this.programs = new Programs(relays, loop, this::reconcile, this::changed);
    this.system = Wiring.system();
    Path hls = settings.workDir().resolve("hls");
    Places places =
        new Places(settings.viewers(), System::nanoTime, () -> loop.execute(this::changed));
    loop.every(Duration.ofSeconds(1), places::look);
    this.audiences = new Audiences(settings.audience(), Audiences.steadyClock(), this::timing);
    loop.every(Duration.ofSeconds(1), audiences::look);
    this.server =
        new MediaServer(
            system,
            settings.mediaHost(),
            settings.mediaPort(),
            hls,
            places,
            new Viewers(audiences, settings.audience(), countries),
            this::line,
            programs::reader,
            stages,
            this::health,
            egress,
            deliveries);
    URI given = settings.mediaUrl();
    this.mediaUrl =
        given != null ? given : URI.create("http://" + settings.mediaHost() + ":" + server.port());
    this.ladders = new Ladders(ladders(settings, hls), processes, places, this::changed);
    this.mixes =
        new Mixes(
            relays,
            stages,
            processes,
            local(settings),
            settings.workDir().resolve("mix"),
            this::changed);
    this.reconciler =
        new Reconciler(relays, programs, ladders, mixes, stages, mediaUrl, Instant::now);
    this.session =
        new ControlSession(
            new SessionSettings(
                settings.id(), settings.region(), settings.joinToken(), settings.controlUrls()),
            new Report(),
            loop);
  }

  /**
   * Starts an agent: finds ffmpeg, makes the slate, serves, and begins to look for the control
   * plane.
   *
   * @throws FfmpegUnavailable when there is no ffmpeg that runs
   * @throws IOException when the work folder, the media port or the database of countries cannot be
   *     used
   */
  public static Agent start(AgentSettings settings) throws FfmpegUnavailable, IOException {
    Files.createDirectories(settings.workDir());
    Countries countries = Countries.of(settings.audience().countryDatabase());
    Ffmpeg ffmpeg = FfmpegBundle.locate(settings.ffmpeg(), settings.cacheDir());
    log.info("ffmpeg {} with {}", ffmpeg.version(), ffmpeg.encoder());
    Slate slate =
        Slate.of(
            SlateFile.load(ffmpeg, settings.cacheDir(), settings.picture(), settings.slateText()));
    Guardian guardian = Guardian.start();
    try {
      Agent agent = new Agent(settings, ffmpeg, slate, countries, guardian);
      agent.loop.execute(agent.session::connect);
      log.info("Agent {} of {} serves {}", settings.id(), settings.region(), agent.mediaUrl);
      return agent;
    } catch (CompletionException e) {
      guardian.close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String address = settings.mediaHost() + ":" + settings.mediaPort();
      throw new IOException("cannot serve on " + address + ": " + cause.getMessage(), e);
    }
  }

  private LadderSettings ladders(AgentSettings settings, Path hls) {
    return new LadderSettings(
        hls,
        local(settings),
        mediaUrl,
        settings.firstSegment(),
        settings.stalled(),
        settings.keepFolder(),
        settings.detect());
  }

  /** Base URL of the media server as this agent's own processes reach it. */
  private URI local(AgentSettings settings) {
    String host = settings.mediaHost().equals("0.0.0.0") ? "127.0.0.1" : settings.mediaHost();
    return URI.create("http://" + host + ":" + server.port());
  }

  private Optional<Source<ByteString, NotUsed>> line(String room, String line) {
    LineKey key = new LineKey(room, line);
    return relays.reader(key).or(() -> stages.reader(key)).or(() -> mixes.reader(key));
  }

  private void lineChanged() {
    programs.look();
    changed();
  }

  private void reconcile() {
    loop.execute(() -> reconciler.apply());
  }

  private CompletableFuture<Void> stopLines() {
    reconciler.stop();
    programs.stop();
    return relays.stop();
  }

  private void changed() {
    session.changed();
  }

  /** On the loop. */
  private Timing timing(SubRoomKey key) {
    HubState programme = programs.state(key.roomId(), key.subRoomId()).orElse(null);
    if (programme == null) {
      return new Timing(null, null);
    }
    Duration lag = programme.lag();
    Duration behind = ladders.behind(key).orElse(null);
    return new Timing(
        lag == null || behind == null ? null : behind.plus(lag), programme.quality().avOffset());
  }

  private String health() {
    return "{\"status\":\"UP\",\"agentId\":\"%s\",\"region\":\"%s\"}"
        .formatted(settings.id(), settings.region());
  }

  private final class Report implements AgentReport {
    @Override
    public AgentMessage.Hello hello() {
      String version = Agent.class.getPackage().getImplementationVersion();
      return new AgentMessage.Hello(
          settings.id(),
          settings.region(),
          version == null ? "dev" : version,
          mediaUrl,
          settings.capacity(),
          abilities,
          reconciler.states());
    }

    @Override
    public Load load() {
      DeliveryMeter.Sent sent = deliveries.take();
      return loadMeter
          .measure(Instant.now(), processes.pids(), ladders.units() + mixes.units())
          .withSegments(sent.all(), sent.slow());
    }

    @Override
    public List<AssignmentState> assignments() {
      return reconciler.states();
    }

    @Override
    public List<AudienceWindow> audience() {
      return audiences.unsaid();
    }

    @Override
    public void delivered(List<AudienceWindow> windows) {
      audiences.delivered(windows);
    }

    @Override
    public void sessionBegins() {
      audiences.sessionBegins();
    }

    @Override
    public List<LineQuality> lineQuality() {
      return relays.quality().stream().filter(line -> !mixes.has(line.roomId())).toList();
    }

    @Override
    public List<EncoderQuality> encoderQuality() {
      return ladders.quality();
    }

    @Override
    public void desired(List<Wanted> wanted) {
      reconciler.desired(wanted);
    }
  }

  /** The base of its media URLs, with the port that is bound. */
  public URI mediaUrl() {
    return mediaUrl;
  }

  /** Ends every process, then itself. Folders stay, so that the next start goes on with them. */
  @Override
  public void close() {
    log.info("Agent {} stops", settings.id());
    try {
      CompletableFuture<Void> ended =
          loop.ask(
              () -> {
                session.close();
                return CompletableFuture.allOf(
                    ladders.stop(), stopLines(), mixes.stop(), stages.stop());
              });
      ended.get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("Not every process ended in time; the rest is killed: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      guardian.close();
      server.close();
      system.terminate();
      loop.close();
    }
  }
}
