package io.roomfleet.agent.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Janus is told at its start. All but media is on the loopback alone, and behind a secret of
 * this run.
 *
 * @param port of its WebSocket
 * @param adminPort of that for what it measures
 */
record JanusConfig(int port, int adminPort, String secret) {
  private static final String PLUGIN = "libjanus_videoroom.so";
  private static final String TRANSPORT = "libjanus_websockets.so";

  /** Writes it to the folder. */
  static JanusConfig write(StageSettings settings) throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    try (ServerSocket one = free();
        ServerSocket two = free()) {
      JanusConfig made =
          new JanusConfig(one.getLocalPort(), two.getLocalPort(), HexFormat.of().formatHex(random));
      Files.createDirectories(settings.folder());
      Files.writeString(settings.folder().resolve("janus.jcfg"), made.core(settings));
      Files.writeString(
          settings.folder().resolve("janus.transport.websockets.jcfg"), made.webSockets());
      Files.writeString(
          settings.folder().resolve("janus.plugin.videoroom.jcfg"),
          "general: { admin_key = \"%s\"; string_ids = true; }\n".formatted(made.secret));
      return made;
    }
  }

  private static ServerSocket free() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private String core(StageSettings settings) {
    String nat =
        settings.publicAddress() == null
            ? ""
            : "nat_1_1_mapping = \"%s\"; keep_private_host = true;"
                .formatted(settings.publicAddress());
    return """
        general: {
          configs_folder = "%1$s"; debug_level = 3; log_to_stdout = false; log_to_file = "%1$s/janus.log";
          api_secret = "%2$s"; admin_secret = "%2$s"; session_timeout = 60; server_name = "roomfleet";
        }
        media: { rtp_port_range = "%3$d-%4$d"; no_media_timer = 1; ipv6 = false; }
        nat: { nice_debug = false; ignore_mdns = true; %5$s }
        plugins: { disable = "%6$s"; }
        transports: { disable = "%7$s"; }
        events: { broadcast = false; }
        """
        .formatted(
            settings.folder(),
            secret,
            settings.firstPort(),
            settings.lastPort(),
            nat,
            others("plugins", PLUGIN),
            others("transports", TRANSPORT));
  }

  private String webSockets() {
    return """
        general: { json = "compact"; ws = true; ws_port = %d; ws_ip = "127.0.0.1"; wss = false; }
        admin: { admin_ws = true; admin_ws_port = %d; admin_ws_ip = "127.0.0.1"; admin_wss = false; }
        """
        .formatted(port, adminPort);
  }

  /** All libraries of a kind but the one that is wanted. */
  private static String others(String kind, String wanted) {
    for (Path root :
        List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/janus"),
            Path.of("/usr/lib/aarch64-linux-gnu/janus"),
            Path.of("/usr/lib/janus"),
            Path.of("/opt/janus/lib/janus"))) {
      try (Stream<Path> files = Files.list(root.resolve(kind))) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".so") && !name.equals(wanted))
            .sorted()
            .collect(Collectors.joining(","));
      } catch (IOException e) {
        continue; // It is not there.
      }
    }
    return "";
  }
}
