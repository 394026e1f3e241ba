package io.roomfleet.deploy.audience;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.agent.app.Agent;
import io.roomfleet.agent.app.AgentSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A region agent in this JVM whose viewers reach it through a narrow place. */
public final class SlowEdge implements AutoCloseable {
  private final Throttle throttle;
  private final Agent agent;

  /**
   * Starts it; it hands its players over to the control plane.
   *
   * @param api of the fleet
   * @param data of the fleet, which has the regions' tokens
   * @param folder for its own files
   */
  public SlowEdge(URI api, Path data, String region, String id, Path folder) throws Exception {
    int port = freePort();
    throttle = new Throttle(port);
    Properties tokens = new Properties();
    try (var in = Files.newBufferedReader(data.resolve("tokens.properties"))) {
      tokens.load(in);
    }
    Map<String, Object> settings =
        Map.of(
            "roomfleet.agent.id",
            id,
            "roomfleet.agent.region",
            region,
            "roomfleet.agent.join-token",
            tokens.getProperty("join." + region),
            "roomfleet.agent.control-urls",
            api.toString(),
            "roomfleet.agent.media.port",
            port,
            "roomfleet.agent.media.url",
            "http://127.0.0.1:" + throttle.port(),
            "roomfleet.agent.work-dir",
            folder.toString(),
            "roomfleet.agent.ingest.ports",
            "33900-33909",
            "roomfleet.agent.capacity.transcode-units",
            "2",
            "roomfleet.agent.viewers.steering-url",
            api.toString());
    agent =
        Agent.start(
            AgentSettings.from(
                ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load())));
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  /** What stands between it and its viewers. */
  public Throttle throttle() {
    return throttle;
  }

  @Override
  public void close() throws IOException {
    agent.close();
    throttle.close();
  }
}
