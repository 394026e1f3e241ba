package io.roomfleet.orchestrator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of bad input, {@code bad-requests.txt}: each request with the status and code that it
 * must be answered with. None of them may change anything. It runs against fakes behind the real
 * server, and against a whole fleet.
 */
public final class BadRequests {

  /**
   * What the table needs to find in place.
   *
   * @param agentToken a join token
   * @param region one that is configured
   * @param scheduledRoom a room that is SCHEDULED, with sub-room {@code de}
   * @param endedRoom a room that is ENDED
   */
  public record Fixture(
      String adminToken,
      String agentToken,
      String region,
      String scheduledRoom,
      String endedRoom) {}

  /**
   * One request, for {@link RawHttp}.
   *
   * @param reachesDomain true when only the domain can know that it is wrong
   */
  public record Row(
      String name,
      String method,
      String target,
      List<Entry<String, String>> headers,
      byte[] body,
      int status,
      String code,
      boolean reachesDomain) {
    @Override
    public String toString() {
      return name + " -> " + status + " " + code;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern REPEAT = Pattern.compile("\\{([^{}*]+)\\*([0-9]+)}");
  private static final String DOMAIN_SECTION = "## What only the domain can know";
  private static final String NO_ROOM = "/v1/rooms/room-00000000000000000000000000";
  private static final String GOOD_SUB_ROOM =
      """
      {"market":"FR","locale":"fr-FR","timeZone":"Europe/Paris"}""";

  private final Fixture fixture;

  private BadRequests(Fixture fixture) {
    this.fixture = fixture;
  }

  /** Every row, made for this fixture. */
  public static List<Row> rows(Fixture fixture) {
    BadRequests table = new BadRequests(fixture);
    List<Row> rows = new ArrayList<>();
    boolean domain = false;
    for (String line : text().lines().toList()) {
      domain |= line.equals(DOMAIN_SECTION);
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(table.row(line, domain));
      }
    }
    return List.copyOf(rows);
  }

  /** A body of {@code POST /v1/rooms} that is right, in the region given. */
  public static String goodRoom(String region) {
    return """
        {"title":"Promo","hostId":"mila","startsAt":"2036-11-11T18:00:00Z","sourceRegion":"%s"}"""
        .formatted(region);
  }

  private Row row(String line, boolean reachesDomain) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 6) {
      throw new IllegalStateException("cells: " + cells.length + " (expected: 6) in " + line);
    }
    String[] request = filled(cells[2].trim()).split(" ", 2);
    String[] answer = cells[5].trim().split(" ", 2);
    return new Row(
        cells[0].trim(),
        request[0],
        request[1],
        headers(cells[1].trim(), request[0], cells[3].trim()),
        body(cells[4].trim()),
        Integer.parseInt(answer[0]),
        answer[1],
        reachesDomain);
  }

  private List<Entry<String, String>> headers(String who, String method, String cell) {
    List<Entry<String, String>> headers = new ArrayList<>();
    switch (who) {
      case "admin" -> headers.add(Map.entry("Authorization", "Bearer " + fixture.adminToken()));
      case "agents" -> headers.add(Map.entry("Authorization", "Bearer " + fixture.agentToken()));
      default -> {}
    }
    for (String header : cell.isEmpty() ? new String[0] : cell.split(";;", -1)) {
      String[] pair = filled(header.trim()).split(":", 2);
      headers.add(Map.entry(pair[0], pair[1].trim()));
    }
    boolean typed = headers.stream().anyMatch(header -> header.getKey().equals("Content-Type"));
    if (!typed && method.startsWith("P")) {
      headers.add(Map.entry("Content-Type", "application/json"));
    }
    headers.remove(Map.entry("Content-Type", "none"));
    return List.copyOf(headers);
  }

  private byte[] body(String cell) {
    String body = cell;
    body = withGood(body, "good", goodRoom(fixture.region()));
    body = withGood(body, "sub", GOOD_SUB_ROOM);
    body = filled(body).replace("{0xff}", "\u00ff");
    return cell.contains("{0xff}")
        ? body.getBytes(StandardCharsets.ISO_8859_1)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private String filled(String text) {
    String filled =
        text.replace("{room}", "/v1/rooms/" + fixture.scheduledRoom())
            .replace("{ended}", "/v1/rooms/" + fixture.endedRoom())
            .replace("{gone}", NO_ROOM)
            .replace("{region}", fixture.region())
            .replace("{admin}", fixture.adminToken())
            .replace("{agents}", fixture.agentToken());
    return REPEAT
        .matcher(filled)
        .replaceAll((MatchResult many) -> many.group(1).repeat(Integer.parseInt(many.group(2))));
  }

  /** Puts good objects in, with the one field put in another way or left out. */
  private static String withGood(String body, String name, String good) {
    String text = body;
    for (int at = text.indexOf("{" + name); at >= 0; at = text.indexOf("{" + name, at + 1)) {
      int end = closing(text, at);
      String inside = text.substring(at + 1 + name.length(), end);
      text = text.substring(0, at) + changed(good, inside) + text.substring(end + 1);
    }
    return text;
  }

  private static String changed(String good, String change) {
    if (change.isEmpty()) {
      return good;
    }
    Matcher field = Pattern.compile(":([A-Za-z]+)(?:=(.*))?").matcher(change);
    if (!field.matches()) {
      throw new IllegalStateException("change: " + change + " (expected: :field or :field=json)");
    }
    try {
      ObjectNode object = (ObjectNode) JSON.readTree(good);
      object.remove(field.group(1));
      String rest = object.toString();
      return field.group(2) == null
          ? rest
          : "{\"%s\":%s,%s".formatted(field.group(1), field.group(2), rest.substring(1));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalStateException("no end of " + text.substring(open));
  }

  private static String text() {
    try (InputStream in = BadRequests.class.getResourceAsStream("/bad-requests.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
