package io.roomfleet.agent.app;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.hub.HubSettings;
import io.roomfleet.agent.relay.IngestSettings;
import io.roomfleet.agent.stage.StageSettings;
import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.AssignmentKind;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Settings of an agent as its parts want them. */
final class Wiring {
  private Wiring() {}

  static ActorSystem<Void> system() {
    Map<String, Object> overrides =
        Map.of(
            "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off",
            "pekko.jvm-shutdown-hooks", "off",
            "pekko.loggers", List.of("org.apache.pekko.event.slf4j.Slf4jLogger"),
            "pekko.logging-filter", "org.apache.pekko.event.slf4j.Slf4jLoggingFilter",
            "pekko.http.server.server-header", "roomfleet-agent",
            "pekko.log-dead-letters", "off");
    return ActorSystem.create(
        Behaviors.empty(),
        "agent",
        ConfigFactory.parseMap(overrides).withFallback(ConfigFactory.load()));
  }

  /**
   * As the hub has them, but for the longest wait for a steady arrival: on a machine without enough
   * cores no arrival is steady, and a host on air a little unevenly is better than a slate.
   */
  static HubSettings hubs() {
    HubSettings d = HubSettings.DEFAULTS;
    return new HubSettings(
        d.stall(),
        d.settle(),
        Duration.ofSeconds(1),
        d.silenceAfter(),
        d.readerBytes(),
        d.readerLag(),
        d.cacheBytes(),
        d.cacheSpan());
  }

  static List<String> abilities(Ffmpeg ffmpeg, StageSettings stage) {
    List<String> abilities = new ArrayList<>();
    for (AssignmentKind kind : AssignmentKind.values()) {
      abilities.add(Ability.of(kind));
    }
    abilities.add(Ability.listen("rtmp"));
    abilities.add(Ability.listen("srt"));
    abilities.add(Ability.encoder(ffmpeg.encoder().program()));
    if (stage.able()) {
      abilities.add(Ability.WEBRTC);
    }
    return List.copyOf(abilities);
  }

  static StageSettings stage(AgentSettings settings) {
    AgentSettings.Stage stage = settings.stage();
    return new StageSettings(
        stage.janus(),
        stage.firstPort(),
        stage.lastPort(),
        stage.publicAddress(),
        settings.workDir().resolve("stage"));
  }

  static IngestSettings ingest(AgentSettings settings) throws IOException {
    return new IngestSettings(
        InetAddress.getByName(settings.mediaHost()),
        settings.ingestPublicHost(),
        settings.firstIngestPort(),
        settings.lastIngestPort(),
        settings.srtLatency(),
        settings.fallback(),
        settings.picture(),
        settings.workDir().resolve("ingest"));
  }
}
