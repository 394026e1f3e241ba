import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From {@code :start} of a prepared room to a media segment that a player can fetch, in every region.
 *
 * <p>Against a fleet that runs ({@code roomfleet dev}): schedules a room with a sub-room in each region, waits until all are READY, starts
 * it, and fetches as a player does: master playlist, media playlist, newest segment. Two figures: the first segment at all (the room was
 * prepared, so it is there), and the first one whose picture was taken after {@code :start}. Arguments: API URL, token, rounds.
 */
public class FirstSegment {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX][X]");
  private static String api;
  private static String token;

  public static void main(String[] arguments) throws Exception {
    api = arguments[0];
    token = arguments[1];
    int rounds = Integer.parseInt(arguments[2]);
    List<Double> any = new ArrayList<>();
    List<Double> fresh = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      round(any, fresh);
      System.err.printf(
          Locale.ROOT, "room %2d: any %.2f s, fresh %.2f s%n", round + 1, last(any), last(fresh));
    }
    System.out.println("| from `:start`, until every region has | median | worst | rooms |");
    System.out.println("|---|---|---|---|");
    row("a segment that can be fetched", any);
    row("a segment whose picture was taken after `:start`", fresh);
  }

  private static void round(List<Double> any, List<Double> fresh) throws Exception {
    List<String> regions = new ArrayList<>();
    call("GET", "/v1/regions", null).get("regions").forEach(r -> regions.add(r.get("id").asText()));
    String room =
        call(
                "POST",
                "/v1/rooms",
                Map.of(
                    "title", "bench",
                    "hostId", "bench",
                    "startsAt", Instant.now().plusSeconds(3600).toString(),
                    "prepareLeadSeconds", 7200,
                    "sourceRegion", regions.get(0),
                    "lines", List.of(Map.of("id", "main", "kind", "test"))))
            .get("id")
            .asText();
    List<Map<String, Object>> subRooms = new ArrayList<>();
    for (String region : regions) {
      subRooms.add(
          Map.of(
              "market", "m-" + region,
              "locale", "en-GB",
              "timeZone", "Europe/London",
              "wantedRegion", region,
              "ladder", Map.of("renditions", List.of("180p"), "frameRate", 15)));
    }
    call("POST", "/v1/rooms/" + room + "/sub-rooms", Map.of("subRooms", subRooms));
    List<URI> masters = new ArrayList<>();
    for (String region : regions) {
      masters.add(ready(room, "m-" + region));
    }
    Instant began = Instant.now();
    call("POST", "/v1/rooms/" + room + ":start", null);
    double worstAny = 0;
    double worstFresh = 0;
    for (URI master : masters) {
      fetchNewest(master, Instant.EPOCH);
      worstAny = Math.max(worstAny, since(began));
    }
    for (URI master : masters) {
      fetchNewest(master, began);
      worstFresh = Math.max(worstFresh, since(began));
    }
    any.add(worstAny);
    fresh.add(worstFresh);
    call("POST", "/v1/rooms/" + room + ":end", null);
    for (String region : regions) {
      while (!status(room, "m-" + region).get("status").asText().equals("CLOSED")) {
        Thread.sleep(50);
      }
    }
  }

  private static URI ready(String room, String subRoom) throws Exception {
    while (true) {
      JsonNode now = status(room, subRoom);
      if (now.get("status").asText().equals("READY")) {
        return URI.create(now.get("playback").get("hls").asText());
      }
      Thread.sleep(100);
    }
  }

  private static JsonNode status(String room, String subRoom) throws Exception {
    return call("GET", "/v1/rooms/" + room + "/sub-rooms/" + subRoom, null);
  }

  /** Polls until a segment that begins at or after {@code from} is there, and fetches it. */
  private static void fetchNewest(URI master, Instant from) throws Exception {
    URI media = master.resolve(lastLine(text(master)));
    while (true) {
      Instant at = null;
      double seconds = 0;
      URI segment = null;
      for (String line : text(media).lines().toList()) {
        if (line.startsWith("#EXTINF:")) {
          seconds = Double.parseDouble(line.substring(8, line.indexOf(',')));
        } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
          at = OffsetDateTime.parse(line.substring(25), DATE).toInstant();
        } else if (!line.isBlank() && !line.startsWith("#") && at != null) {
          if (!at.isBefore(from)) {
            segment = media.resolve(line);
            break;
          }
          at = at.plusNanos((long) (seconds * 1e9));
        }
      }
      if (segment != null && text(segment).length() > 188) {
        return;
      }
      Thread.sleep(20);
    }
  }

  private static String lastLine(String text) {
    List<String> lines = text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
    return lines.get(lines.size() - 1);
  }

  private static String text(URI uri) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
            HttpResponse.BodyHandlers.ofString(java.nio.charset.StandardCharsets.ISO_8859_1));
    return response.statusCode() == 200 ? response.body() : "";
  }

  private static JsonNode call(String method, String path, Object body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(30));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    HttpResponse<String> response =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(method + " " + path + " -> " + response.body());
    }
    return JSON.readTree(response.body());
  }

  private static double since(Instant began) {
    return Duration.between(began, Instant.now()).toMillis() / 1000.0;
  }

  private static double last(List<Double> values) {
    return values.get(values.size() - 1);
  }

  private static void row(String what, List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT, "| %s | %.2f s | %.2f s | %d |%n",
        what, sorted.get(sorted.size() / 2), last(sorted), sorted.size());
  }
}
