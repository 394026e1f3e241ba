package io.roomfleet.agent.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.roomfleet.agent.audience.AudienceSettings;
import io.roomfleet.agent.ffmpeg.Picture;
import io.roomfleet.agent.relay.IngestSettings;
import io.roomfleet.agent.viewer.ViewerSettings;
import io.roomfleet.api.Capacity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The agent's settings, as {@code reference.conf} explains them.
 *
 * @param mediaUrl without a slash at the end; null means made of host and port
 * @param ffmpeg a system ffmpeg, null for the bundled one
 */
public record AgentSettings(
    String id,
    String region,
    String joinToken,
    List<URI> controlUrls,
    String mediaHost,
    int mediaPort,
    @Nullable URI mediaUrl,
    Path workDir,
    Path cacheDir,
    @Nullable Path ffmpeg,
    int firstIngestPort,
    int lastIngestPort,
    String ingestPublicHost,
    Duration srtLatency,
    IngestSettings.Fallback fallback,
    Capacity capacity,
    Picture picture,
    String slateText,
    Duration firstSegment,
    Duration stalled,
    Duration keepFolder,
    boolean detect,
    ViewerSettings viewers,
    AudienceSettings audience,
    Stage stage) {
  /**
   * How people connect to a stage.
   *
   * @param janus null for none
   * @param publicAddress null for the machine's own
   */
  public record Stage(
      @Nullable Path janus, int firstPort, int lastPort, @Nullable String publicAddress) {}

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
  private static final double UNITS_A_CORE = 2;

  /**
   * Reads them from {@code roomfleet.agent}.
   *
   * @throws IllegalArgumentException naming the setting, its value and what was expected
   */
  public static AgentSettings from(Config root) {
    try {
      return read(root.getConfig("roomfleet.agent"));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static AgentSettings read(Config config) {
    String mediaHost = config.getString("media.host");
    int[] ports = ports("ROOMFLEET_INGEST_PORTS", config.getString("ingest.ports"));
    String publicHost = config.getString("ingest.public-host");
    String mediaUrl = config.getString("media.url").replaceFirst("/+$", "");
    String ffmpeg = config.getString("ffmpeg");
    return new AgentSettings(
        name("ROOMFLEET_AGENT_ID", config.getString("id")),
        name("ROOMFLEET_REGION", config.getString("region")),
        needed("ROOMFLEET_JOIN_TOKEN", config.getString("join-token")),
        urls(config.getString("control-urls")),
        mediaHost,
        port("ROOMFLEET_MEDIA_PORT", config.getInt("media.port")),
        mediaUrl.isEmpty() ? null : url("ROOMFLEET_MEDIA_URL", mediaUrl),
        Path.of(config.getString("work-dir")).toAbsolutePath(),
        Path.of(config.getString("cache-dir")).toAbsolutePath(),
        ffmpeg.isEmpty() ? null : Path.of(ffmpeg).toAbsolutePath(),
        ports[0],
        ports[1],
        publicHost.isEmpty() ? mediaHost : publicHost,
        config.getDuration("ingest.srt-latency"),
        new IngestSettings.Fallback(
            config.getDuration("upstream.fallback-after"),
            config.getDuration("upstream.back-after")),
        capacity(config.getConfig("capacity")),
        new Picture(
            config.getInt("picture.width"),
            config.getInt("picture.height"),
            config.getInt("picture.frame-rate")),
        config.getString("slate-text"),
        config.getDuration("ladder.first-segment"),
        config.getDuration("ladder.stalled"),
        config.getDuration("ladder.keep-folder"),
        config.getBoolean("ladder.detect"),
        viewers(config.getConfig("viewers")),
        audience(config.getConfig("audience")),
        stage(config.getConfig("stage")));
  }

  private static Stage stage(Config config) {
    String janus = config.getString("janus");
    int[] ports = ports("ROOMFLEET_STAGE_PORTS", config.getString("media-ports"));
    String address = config.getString("public-address");
    if (!address.isEmpty() && !address.matches("[0-9A-Fa-f.:]+")) {
      throw new IllegalArgumentException(
          "ROOMFLEET_STAGE_PUBLIC_ADDRESS: " + address + " (expected: an IP address)");
    }
    return new Stage(
        janus.isEmpty() ? null : Path.of(janus).toAbsolutePath(),
        ports[0],
        ports[1],
        address.isEmpty() ? null : address);
  }

  private static AudienceSettings audience(Config config) {
    String database = config.getString("country-database");
    return new AudienceSettings(
        config.getBoolean("enabled"),
        config.getInt("most-sessions"),
        config.getBoolean("trust-forwarded-for"),
        config.getString("country-header"),
        database.isEmpty() ? null : Path.of(database).toAbsolutePath());
  }

  private static ViewerSettings viewers(Config config) {
    Duration ttl = config.getDuration("steering-ttl");
    if (ttl.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "ROOMFLEET_STEERING_TTL: " + ttl.toMillis() + " ms (expected: >= 1 s)");
    }
    String steering = config.getString("steering-url").replaceFirst("/+$", "");
    return new ViewerSettings(
        ttl,
        config.getDuration("head-start"),
        config.getDuration("keep-moves"),
        config.getInt("most-moves"),
        steering.isEmpty() ? null : url("ROOMFLEET_STEERING_URL", steering));
  }

  private static Capacity capacity(Config config) {
    String units = config.getString("transcode-units");
    try {
      return new Capacity(
          units.equals("auto")
              ? UNITS_A_CORE * Runtime.getRuntime().availableProcessors()
              : Double.parseDouble(units),
          config.getDouble("egress-mbps"),
          config.getInt("slots"));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "ROOMFLEET_CAPACITY_TRANSCODE_UNITS: " + units + " (expected: auto, or a number >= 0)",
          e);
    }
  }

  private static String name(String setting, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          setting + ": \"" + value + "\" (expected: 1 to 64 of A-Z a-z 0-9 _ -)");
    }
    return value;
  }

  private static String needed(String setting, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(setting + " is not set (expected: the region's token)");
    }
    return value;
  }

  private static int port(String setting, int value) {
    if (value < 0 || value > 65535) {
      throw new IllegalArgumentException(setting + ": " + value + " (expected: 0 to 65535)");
    }
    return value;
  }

  private static int[] ports(String setting, String range) {
    var matcher = PORTS.matcher(range.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(setting + ": " + range + " (expected: FIRST-LAST)");
    }
    return new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))};
  }

  private static List<URI> urls(String list) {
    List<URI> urls =
        Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .map(word -> url("ROOMFLEET_CONTROL_URLS", word))
            .toList();
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("ROOMFLEET_CONTROL_URLS is empty (expected: http URLs)");
    }
    return urls;
  }

  private static URI url(String setting, String value) {
    if (!value.matches("https?://[^/?#\\s]+[^?#\\s]*")) {
      throw new IllegalArgumentException(setting + ": " + value + " (expected: an http URL)");
    }
    return URI.create(value);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "AgentSettings[" + id + ", " + region + ", " + mediaHost + ":" + mediaPort + "]";
  }
}
