package io.roomfleet.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A player's side of content steering, as draft-pantos-hls-rfc8216bis has it and hls.js does it:
 * clones are made of pathways that it knows, and one that it has is never made again. It shows
 * nothing.
 */
public final class SteeredPlayer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

  private static final Pattern STEERING =
      Pattern.compile("#EXT-X-CONTENT-STEERING:SERVER-URI=\"([^\"]+)\",PATHWAY-ID=\"([^\"]+)\"");
  private static final Pattern VARIANT =
      Pattern.compile(
          "#EXT-X-STREAM-INF:.*STABLE-VARIANT-ID=\"([^\"]+)\",PATHWAY-ID=\"([^\"]+)\"\n(.+)\n");

  private final Map<String, Map<String, URI>> pathways = new HashMap<>();
  private String pathway;
  private URI steering;

  private SteeredPlayer() {}

  /** A segment of a media playlist. */
  public record Segment(URI uri, double seconds, Instant begins) {}

  /**
   * A media playlist.
   *
   * @param breaks discontinuity sequence number of the newest segment
   */
  public record Media(long sequence, long breaks, List<Segment> segments) {
    public long last() {
      return sequence + segments.size() - 1;
    }

    public Segment newest() {
      return segments.get(segments.size() - 1);
    }
  }

  /** Loads a master playlist, wherever it is by now. */
  public static SteeredPlayer open(URI master) throws Exception {
    SteeredPlayer player = new SteeredPlayer();
    HttpResponse<String> response = get(master);
    Matcher steering = STEERING.matcher(response.body());
    if (!steering.find()) {
      throw new AssertionError("no steering: " + response.statusCode() + " " + response.body());
    }
    player.steering = response.uri().resolve(steering.group(1));
    player.pathway = steering.group(2);
    Matcher variant = VARIANT.matcher(response.body());
    while (variant.find()) {
      player
          .pathways
          .computeIfAbsent(variant.group(2), id -> new HashMap<>())
          .put(variant.group(1), response.uri().resolve(variant.group(3)));
    }
    return player;
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Reads the steering manifest once and does what it says. */
  public void steer() throws Exception {
    JsonNode manifest = JSON.readTree(get(steering).body());
    for (JsonNode clone : manifest.path("PATHWAY-CLONES")) {
      Map<String, URI> base = pathways.get(clone.get("BASE-ID").asText());
      if (base != null) {
        pathways.computeIfAbsent(
            clone.get("ID").asText(), id -> replaced(base, clone.get("URI-REPLACEMENT")));
      }
    }
    for (JsonNode id : manifest.get("PATHWAY-PRIORITY")) {
      if (pathways.containsKey(id.asText())) {
        pathway = id.asText();
        break;
      }
    }
    if (manifest.has("RELOAD-URI")) {
      steering = steering.resolve(manifest.get("RELOAD-URI").asText());
    }
  }

  /** By host and parameters alone, as a player does that knows no stable ids. */
  private static Map<String, URI> replaced(Map<String, URI> base, JsonNode replacement) {
    Map<String, URI> clone = new HashMap<>();
    base.forEach(
        (id, uri) -> {
          String query = replacement.path("PARAMS").path("breaks").asText("");
          String text =
              uri.getScheme()
                  + "://"
                  + replacement.get("HOST").asText()
                  + uri.getPath()
                  + (query.isEmpty() ? "" : "?breaks=" + query);
          if (!text.equals(replacement.get("PER-VARIANT-URIS").get(id).asText())) {
            throw new AssertionError(replacement + " (expected: two ways to say " + text + ")");
          }
          clone.put(id, URI.create(text));
        });
    return clone;
  }

  /** The URL of the variant's playlist where the player is. */
  public URI playlist(String variant) {
    return pathways.get(pathway).get(variant);
  }

  /** That playlist, as it is now. */
  public Media media(String variant) throws Exception {
    HttpResponse<String> response = get(playlist(variant));
    if (response.statusCode() != 200 || response.body().contains("#EXT-X-ENDLIST")) {
      throw new AssertionError(response.uri() + ": " + response.statusCode() + response.body());
    }
    long sequence = 0;
    long breaks = 0;
    double seconds = 0;
    Instant begins = null;
    List<Segment> segments = new ArrayList<>();
    for (String line : response.body().lines().toList()) {
      String value = line.substring(line.indexOf(':') + 1);
      if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
        sequence = Long.parseLong(value);
      } else if (line.startsWith("#EXT-X-DISCONTINUITY-SEQUENCE:")) {
        breaks = Long.parseLong(value);
      } else if (line.equals("#EXT-X-DISCONTINUITY")) {
        breaks++;
      } else if (line.startsWith("#EXTINF:")) {
        seconds = Double.parseDouble(value.replace(",", ""));
      } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
        begins = Instant.parse(value);
      } else if (!line.startsWith("#")) {
        segments.add(new Segment(response.uri().resolve(line), seconds, begins));
      }
    }
    return new Media(sequence, breaks, segments);
  }
}
