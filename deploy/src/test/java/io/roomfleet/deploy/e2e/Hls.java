package io.roomfleet.deploy.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.ffmpeg.FfmpegBundle;
import io.roomfleet.agent.ffmpeg.FfmpegUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Plays HLS as a player does, and looks into it with ffprobe. */
final class Hls {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Hls() {}

  /** Where the agents unpack their ffmpeg, too. */
  static Ffmpeg ffmpeg() {
    try {
      return FfmpegBundle.locate(
          null, Path.of(System.getProperty("user.home"), ".cache", "roomfleet"));
    } catch (FfmpegUnavailable e) {
      throw new AssertionError(e);
    }
  }

  /** A media playlist at one moment. */
  record Playlist(long mediaSequence, List<Segment> segments, int discontinuities) {
    long lastSequence() {
      return mediaSequence + segments.size() - 1;
    }
  }

  record Segment(URI uri, double seconds, Instant at) {}

  static String text(URI uri) {
    HttpResponse<String> response = fetch(uri);
    if (response.statusCode() != 200) {
      throw new AssertionError("GET " + uri + " -> " + response.statusCode());
    }
    return response.body();
  }

  static HttpResponse<String> fetch(URI uri) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString(java.nio.charset.StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError("GET " + uri + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The media playlists of a master playlist. */
  static List<URI> renditions(URI master) {
    return text(master)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(master::resolve)
        .toList();
  }

  static Playlist playlist(URI media) {
    long sequence = 0;
    int discontinuities = 0;
    double seconds = 0;
    Instant at = null;
    List<Segment> segments = new ArrayList<>();
    for (String line : text(media).lines().toList()) {
      if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
        sequence = Long.parseLong(line.substring(line.indexOf(':') + 1));
      } else if (line.startsWith("#EXT-X-DISCONTINUITY") && !line.contains("SEQUENCE")) {
        discontinuities++;
      } else if (line.startsWith("#EXTINF:")) {
        seconds = Double.parseDouble(line.substring(8, line.indexOf(',')));
      } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
        at = instant(line.substring(line.indexOf(':') + 1));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        segments.add(new Segment(media.resolve(line), seconds, at));
        at = at == null ? null : at.plusNanos((long) (seconds * 1e9));
      }
    }
    return new Playlist(sequence, segments, discontinuities);
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(
            text, DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX][X]"))
        .toInstant();
  }

  /** ffprobe's streams of a URL. */
  static JsonNode streams(URI uri) {
    Ffmpeg ffmpeg = ffmpeg();
    ProcessBuilder builder =
        new ProcessBuilder(
            ffmpeg.ffprobe().toString(),
            "-v",
            "error",
            "-show_streams",
            "-show_programs",
            "-of",
            "json",
            uri.toString());
    ffmpeg.prepare(builder);
    try {
      Process process = builder.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      process.waitFor();
      return new ObjectMapper().readTree(output.substring(Math.max(0, output.indexOf('{'))));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
