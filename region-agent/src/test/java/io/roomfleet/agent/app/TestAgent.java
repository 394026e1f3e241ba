package io.roomfleet.agent.app;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real agent in this JVM, with a control plane that stands in for the orchestrator. */
public final class TestAgent implements AutoCloseable {
  /** Generous, since the machine may be busy with other things. */
  public static final Duration SOON = Duration.ofSeconds(40);

  /** Cheap enough for two cores and several encoders: 180p with its sound. */
  public static final Ladder SMALL = new Ladder(null, List.of(Rendition.P180), 25);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  final FakeControlPlane control;
  final Path folder;
  private final Map<String, Object> settings;
  Agent agent;

  public TestAgent(FakeControlPlane control, Path folder, String id, int firstPort)
      throws Exception {
    this(control, folder, id, firstPort, Map.of());
  }

  public TestAgent(
      FakeControlPlane control,
      Path folder,
      String id,
      int firstPort,
      Map<String, Object> overrides)
      throws Exception {
    this.control = control;
    this.folder = folder;
    this.settings =
        new HashMap<>(
            Map.of(
                "roomfleet.agent.id",
                id,
                "roomfleet.agent.region",
                "eu-west",
                "roomfleet.agent.join-token",
                FakeControlPlane.TOKEN,
                "roomfleet.agent.control-urls",
                control.url().toString(),
                "roomfleet.agent.media.port",
                0,
                "roomfleet.agent.work-dir",
                folder.toString(),
                "roomfleet.agent.cache-dir",
                TestFfmpeg.CACHE.toString(),
                "roomfleet.agent.ingest.ports",
                firstPort + "-" + (firstPort + 9),
                "roomfleet.agent.picture.height",
                180));
    this.settings.put("roomfleet.agent.picture.width", 320);
    this.settings.putAll(overrides);
    start();
  }

  void start() throws Exception {
    agent =
        Agent.start(
            AgentSettings.from(
                ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load())));
  }

  public static Assignment.Relay relay(long epoch, String room, Source source) {
    return new Assignment.Relay("relay/" + room + "/main", epoch, room, "main", source, false);
  }

  public static Assignment.Transcode transcode(
      long epoch, String room, String subRoom, Ladder ladder, URI upstream) {
    return new Assignment.Transcode(
        "transcode/" + room + "/" + subRoom,
        epoch,
        room,
        subRoom,
        "main",
        ladder,
        new Source.Upstream(upstream, null),
        null);
  }

  public AssignmentState await(String id, Phase phase) {
    return Await.value(SOON, id + " is " + phase, () -> control.state(id), s -> s.phase() == phase);
  }

  public URI media(String path) {
    return URI.create(agent.mediaUrl() + path);
  }

  String get(URI url) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  Path hls(String room, String subRoom) {
    return folder.resolve("hls").resolve(room).resolve(subRoom);
  }

  @Override
  public void close() {
    agent.close();
  }
}
