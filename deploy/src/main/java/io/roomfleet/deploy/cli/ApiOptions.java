package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.deploy.dev.Installation;
import io.roomfleet.deploy.dev.ReadyFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which API is called, with which token, and how the answer is shown. */
public final class ApiOptions {
  public static final String TOKEN = "ROOMFLEET_API_TOKEN";
  static final String URL = "ROOMFLEET_API_URL";
  private static final URI DEFAULT_URL = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--api",
      paramLabel = "URL",
      description =
          "The API (default: $ROOMFLEET_API_URL, else the running `roomfleet dev`,"
              + " else http://127.0.0.1:8080).")
  private @Nullable URI api;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "The bearer token (default: $ROOMFLEET_API_TOKEN, else the running dev's).")
  private @Nullable String token;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of the `roomfleet dev` to talk to, when it is not the usual one.")
  private @Nullable Path data;

  @Option(names = "--json", description = "Print the API's JSON as it is.")
  private boolean json;

  @Option(names = "--curl", description = "Print the call as a curl command, and do not send it.")
  private boolean curl;

  @Option(names = "--utc", description = "Show times in UTC, not in the zone of this machine.")
  private boolean utc;

  public boolean json() {
    return json;
  }

  boolean curl() {
    return curl;
  }

  ZoneId zone() {
    return utc ? ZoneOffset.UTC : ZoneId.systemDefault();
  }

  /** The folder of the fleet on this machine that these options mean. */
  public Path devData() {
    return data == null ? Installation.defaultData() : data;
  }

  /** True when an API was named, by an option or in the environment. */
  public boolean isApiNamed() {
    return api != null || System.getenv(URL) != null;
  }

  /** A client of the API that these options name. */
  public RoomfleetClient client() {
    return client(System.getenv());
  }

  RoomfleetClient client(Map<String, String> environment) {
    return new RoomfleetClient(url(environment), token(environment), Json.CODEC);
  }

  private URI url(Map<String, String> environment) {
    if (api != null) {
      return api;
    }
    @Nullable String named = environment.get(URL);
    if (data == null && named != null && !named.isBlank()) {
      return URI.create(named);
    }
    return dev().map(ReadyFile::apiUrl).orElse(DEFAULT_URL);
  }

  private @Nullable String token(Map<String, String> environment) {
    if (token != null) {
      return token;
    }
    @Nullable String named = environment.get(TOKEN);
    if (data == null && named != null && !named.isBlank()) {
      return named;
    }
    return devToken(environment);
  }

  /** The dev's token goes to the dev alone, never to another API. */
  private @Nullable String devToken(Map<String, String> environment) {
    Optional<ReadyFile> dev = dev();
    URI url = url(environment);
    return dev.filter(it -> it.apiUrls().contains(url) || it.apiUrl().equals(url))
        .map(ReadyFile::token)
        .orElse(null);
  }

  private Optional<ReadyFile> dev() {
    return ReadyFile.read(devData());
  }
}
