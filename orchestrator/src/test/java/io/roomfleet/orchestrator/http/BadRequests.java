package io.roomfleet.orchestrator.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * The table of bad input: each request with the status and code that it must be answered with. None
 * of them may change anything. It runs against fakes behind the real server, and against a whole
 * fleet.
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
   * One request.
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
      return "%s: %s %s -> %d %s".formatted(name, method, target, status, code);
    }
  }

  private static final String NO_ROOM = "/v1/rooms/room-00000000000000000000000000";
  private static final String ROOMS = "/v1/rooms";

  private final Fixture fixture;
  private final String room;
  private final String subRooms;
  private final List<Row> rows = new ArrayList<>();

  private BadRequests(Fixture fixture) {
    this.fixture = fixture;
    this.room = "/v1/rooms/" + fixture.scheduledRoom();
    this.subRooms = room + "/sub-rooms";
  }

  /** Every row, made for this fixture. */
  public static List<Row> rows(Fixture fixture) {
    BadRequests table = new BadRequests(fixture);
    table.tokens();
    table.paths();
    table.queries();
    table.json();
    table.roomFields();
    table.lines();
    table.subRoomFields();
    table.headers();
    table.whatOnlyTheDomainKnows();
    return List.copyOf(table.rows);
  }

  /** A body of {@code POST /v1/rooms} that is right, in the region given. */
  public static String goodRoom(String region) {
    return """
        {"title":"Promo","hostId":"mila","startsAt":"2036-11-11T18:00:00Z","sourceRegion":"%s"}"""
        .formatted(region);
  }

  private void tokens() {
    with("no token", "GET", ROOMS, List.of(), "", 401, "unauthenticated");
    with(
        "unknown token",
        "GET",
        ROOMS,
        bearer("not-a-token-of-this-fleet"),
        "",
        401,
        "unauthenticated");
    with(
        "basic scheme",
        "GET",
        ROOMS,
        header("Authorization", "Basic YTpi"),
        "",
        401,
        "unauthenticated");
    with(
        "bare token",
        "GET",
        ROOMS,
        header("Authorization", fixture.adminToken()),
        "",
        401,
        "unauthenticated");
    with(
        "token in the query",
        "GET",
        ROOMS + "?token=" + fixture.adminToken(),
        List.of(),
        "",
        401,
        "unauthenticated");
    with("no token for a change", "POST", ROOMS, json(), good(), 401, "unauthenticated");
    with("no token for metrics", "GET", "/metrics", List.of(), "", 401, "unauthenticated");
    with(
        "no token for the document",
        "GET",
        "/v1/openapi.yaml",
        List.of(),
        "",
        401,
        "unauthenticated");
    with("no token on no path", "GET", "/v1/secrets", List.of(), "", 401, "unauthenticated");
    with(
        "agents' token",
        "GET",
        ROOMS,
        bearer(fixture.agentToken()),
        "",
        403,
        "agent_token_not_allowed");
    with(
        "agents' token for a change",
        "POST",
        room + ":start",
        bearer(fixture.agentToken()),
        "",
        403,
        "agent_token_not_allowed");
  }

  private void paths() {
    get("unknown path", "/v1/roms", 404, "not_found");
    get("trailing slash", ROOMS + "/", 404, "not_found");
    get("double slash", "/v1//rooms", 404, "not_found");
    get("old version", "/v0/rooms", 404, "not_found");
    get("bad percent in the path", ROOMS + "/%zz", 400, "bad_request");
    get("bad percent in the query", ROOMS + "?host=%zz", 400, "bad_request");
    get("a URI too long", ROOMS + "?host=" + "a".repeat(9000), 414, "uri_too_long");
    post("unknown verb", room + ":explode", "", 404, "unknown_verb");
    post("empty verb", room + ":", "", 404, "unknown_verb");
    post("unknown verb of a sub-room", subRooms + "/de:start", "", 404, "unknown_verb");
    get("verb by GET", room + ":start", 405, "method_not_allowed");
    get("encoded verb by GET", room + "%3Astart", 405, "method_not_allowed");
    admin("DELETE", "DELETE", room, "", 405, "method_not_allowed");
    admin("PUT", "PUT", room, "{}", 405, "method_not_allowed");
    post("POST to a room", room, "{}", 405, "method_not_allowed");
    post("POST to health", "/health/live", "", 405, "method_not_allowed");
    admin("a method nobody knows", "EXPLODE", ROOMS, "", 501, "method_not_known");
  }

  private void queries() {
    get("unknown parameter", ROOMS + "?page=2", 400, "unknown_parameter");
    get("parameter twice", ROOMS + "?host=a&host=b", 400, "bad_parameter");
    get("unknown status", ROOMS + "?status=live", 400, "bad_parameter");
    get("unknown region", ROOMS + "?region=mars", 400, "bad_parameter");
    get("page of nothing", ROOMS + "?pageSize=0", 400, "bad_parameter");
    get("page too large", ROOMS + "?pageSize=201", 400, "bad_parameter");
    get("page size in words", ROOMS + "?pageSize=many", 400, "bad_parameter");
    get("page size beyond numbers", ROOMS + "?pageSize=99999999999999999999", 400, "bad_parameter");
    get("invented page token", ROOMS + "?pageToken=AAAA", 400, "bad_page_token");
    get("page token that is no base64", ROOMS + "?pageToken=%25", 400, "bad_page_token");
    get("negative sequence", room + "/events?afterSequence=-1", 400, "bad_parameter");
    get("agents of an unknown region", "/v1/agents?region=mars", 400, "bad_parameter");
    post("parameter on a POST", ROOMS + "?dryRun=true", good(), 400, "unknown_parameter");
  }

  private void json() {
    post("no body", ROOMS, "", 400, "bad_json");
    post("half a body", ROOMS, "{\"title\":", 400, "bad_json");
    post("single quotes", ROOMS, "{'title':'a'}", 400, "bad_json");
    post("a comment", ROOMS, "{/*a*/}", 400, "bad_json");
    post("NaN", ROOMS, "{\"prepareLeadSeconds\":NaN}", 400, "bad_json");
    post("two bodies", ROOMS, good() + good(), 400, "bad_json");
    post("a list", ROOMS, "[]", 400, "bad_json");
    post("a text", ROOMS, "\"room\"", 400, "bad_json");
    post("null", ROOMS, "null", 400, "bad_json");
    post("a field twice", ROOMS, "{\"title\":\"a\",\"title\":\"b\"}", 400, "bad_json");
    post(
        "a thousand levels",
        ROOMS,
        "{\"title\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
        400,
        "bad_json");
    bytes(
        "no UTF-8", ROOMS, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, 400, "bad_json");
    post(
        "a form",
        ROOMS,
        header("Content-Type", "application/x-www-form-urlencoded"),
        "title=a",
        415,
        "unsupported_media_type");
    post("no content type", ROOMS, List.of(), good(), 415, "unsupported_media_type");
    post(
        "another charset",
        ROOMS,
        header("Content-Type", "application/json; charset=utf-16"),
        good(),
        415,
        "unsupported_media_type");
    post(
        "zipped",
        ROOMS,
        List.of(
            Map.entry("Content-Type", "application/json"), Map.entry("Content-Encoding", "gzip")),
        good(),
        415,
        "unsupported_media_type");
    post(
        "a huge body", ROOMS, "{\"title\":\"" + "a".repeat(300_000) + "\"}", 413, "body_too_large");
    post("an enormous body", ROOMS, " ".repeat(3_000_000), 413, "body_too_large");
  }

  private void roomFields() {
    room("title", "", "missing title");
    room("title", "\"title\":null", "title null");
    room("title", "\"title\":\"\"", "empty title");
    room("title", "\"title\":\"   \"", "blank title");
    room("title", "\"title\":42", "title a number");
    room("title", "\"title\":[\"a\"]", "title a list");
    room("title", "\"title\":\"" + "a".repeat(201) + "\"", "title too long");
    room("title", "\"title\":\"a\\u0000b\"", "title with a NUL");
    room("title", "\"title\":\"a\\ud800b\"", "title with half a character");
    room("hostId", "\"hostId\":\"mila k\"", "host with a blank");
    room("hostId", "\"hostId\":\"" + "a".repeat(65) + "\"", "host too long");
    room("mode", "\"mode\":\"SINGLE_HOST\"", "mode in Java's words");
    room("startsAt", "\"startsAt\":\"tomorrow\"", "start in words");
    room("startsAt", "\"startsAt\":\"2036-11-11T18:00:00\"", "start without an offset");
    room("startsAt", "\"startsAt\":1794420000", "start a number");
    room("startsAt", "\"startsAt\":\"2036-02-30T18:00:00Z\"", "30 February");
    room("startsAt", "\"startsAt\":\"+12036-01-01T00:00:00Z\"", "start in 10,000 years");
    room("endsAt", "\"endsAt\":\"2036-11-11T17:59:59Z\"", "end before start");
    room("endsAt", "\"endsAt\":\"2036-11-11T18:00:00Z\"", "end at start");
    room("prepareLeadSeconds", "\"prepareLeadSeconds\":\"600\"", "lead a text");
    room("prepareLeadSeconds", "\"prepareLeadSeconds\":1.5", "lead a fraction");
    room("prepareLeadSeconds", "\"prepareLeadSeconds\":-1", "lead negative");
    room("prepareLeadSeconds", "\"prepareLeadSeconds\":86401", "lead too long");
    room("prepareLeadSeconds", "\"prepareLeadSeconds\":99999999999", "lead beyond an int");
    room("colour", "\"colour\":\"red\"", "unknown field");
    post(
        "unknown source region",
        ROOMS,
        replaced("sourceRegion", "\"sourceRegion\":\"mars\""),
        422,
        "unknown_region");
  }

  private void lines() {
    room("lines", "\"lines\":[]", "no lines");
    room("lines", "\"lines\":{}", "lines an object");
    room("lines", "\"lines\":[null]", "a line null");
    room("lines", "\"lines\":[{\"id\":\"a\",\"kind\":\"carrier-pigeon\"}]", "unknown kind of line");
    room("lines", "\"lines\":[{\"id\":\"A b\",\"kind\":\"rtmp\"}]", "bad line id");
    room(
        "lines",
        "\"lines\":[{\"id\":\"a\",\"kind\":\"rtmp\"},{\"id\":\"a\",\"kind\":\"srt\"}]",
        "a line twice");
    room(
        "lines",
        "\"lines\":["
            + "{\"id\":\"a\",\"kind\":\"rtmp\"},".repeat(4)
            + "{\"id\":\"e\",\"kind\":\"rtmp\"}]",
        "five lines");
    room("lines", "\"lines\":[{\"id\":\"a\",\"kind\":\"pull\"}]", "pull without a URL");
    room(
        "lines",
        "\"lines\":[{\"id\":\"a\",\"kind\":\"rtmp\",\"url\":\"rtmp://h/a\"}]",
        "URL without pull");
    room(
        "lines",
        "\"lines\":[{\"id\":\"a\",\"kind\":\"pull\",\"url\":\"file:///etc/passwd\"}]",
        "pull of a file");
    room(
        "lines",
        "\"lines\":[{\"id\":\"a\",\"kind\":\"pull\",\"url\":\"http:///a\"}]",
        "pull without a host");
  }

  private void subRoomFields() {
    subRoom("\"timeZone\":\"+02:00\"", "timeZone", "an offset for a zone");
    subRoom("\"timeZone\":\"Europe/Atlantis\"", "timeZone", "unknown zone");
    subRoom("\"locale\":\"de_DE\"", "locale", "locale with an underscore");
    subRoom("\"locale\":\"\"", "locale", "empty locale");
    subRoom("\"market\":\"D E\"", "market", "market with a blank");
    subRoom("\"market\":\"" + "m".repeat(33) + "\"", "market", "market too long");
    subRoom("\"expectedViewers\":-1", "", "negative viewers");
    subRoom("\"expectedViewers\":true", "", "viewers true");
    subRoom("\"expectedViewers\":100000001", "", "too many viewers");
    subRoom("\"ladder\":{}", "", "ladder of nothing");
    subRoom(
        "\"ladder\":{\"preset\":\"light\",\"renditions\":[\"360p\"]}", "", "preset and renditions");
    subRoom("\"ladder\":{\"preset\":\"ultra\"}", "", "unknown preset");
    subRoom("\"ladder\":{\"renditions\":[\"360p\",\"360p\"]}", "", "a rendition twice");
    subRoom("\"ladder\":{\"renditions\":[\"4k\"]}", "", "unknown rendition");
    subRoom("\"ladder\":{\"preset\":\"light\",\"frameRate\":61}", "", "too many frames");
    subRoom("\"ladder\":{\"preset\":\"light\",\"frameRate\":9}", "", "too few frames");
    subRoom("\"color\":1", "", "unknown field of a sub-room");
    post(
        "unknown wanted region",
        subRooms,
        "{\"subRooms\":[" + subRoomWith("\"wantedRegion\":\"mars\"", "") + "]}",
        422,
        "unknown_region");
    post("no sub-rooms", subRooms, "{\"subRooms\":[]}", 422, "invalid_body");
    post(
        "fifty-one sub-rooms",
        subRooms,
        "{\"subRooms\":[" + (subRoomWith("", "") + ",").repeat(50) + subRoomWith("", "") + "]}",
        422,
        "invalid_body");
    post(
        "a market twice",
        subRooms,
        "{\"subRooms\":["
            + subRoomWith("", "")
            + ","
            + subRoomWith("\"market\":\"Fr\"", "market")
            + "]}",
        422,
        "invalid_body");
    post(
        "reason too long",
        room + ":cancel",
        "{\"reason\":\"" + "a".repeat(501) + "\"}",
        422,
        "invalid_body");
    post("a body for start", room + ":start", "{\"now\":true}", 422, "invalid_body");
  }

  private void headers() {
    get("nothing acceptable", ROOMS, header("Accept", "text/html"), 406, "not_acceptable");
    get(
        "JSON not wanted",
        ROOMS,
        header("Accept", "*/*, application/json;q=0"),
        406,
        "not_acceptable");
    get(
        "If-None-Match without quotes",
        room,
        header("If-None-Match", "1"),
        400,
        "bad_if_none_match");
    get(
        "Last-Event-ID in words",
        room + "/events",
        List.of(Map.entry("Accept", "text/event-stream"), Map.entry("Last-Event-ID", "last")),
        400,
        "bad_last_event_id");
    post(
        "If-Match without quotes",
        room + ":start",
        header("If-Match", "1"),
        "",
        400,
        "bad_if_match");
    post(
        "If-Match that breaks off",
        room + ":start",
        header("If-Match", "\"1\", \"2"),
        "",
        400,
        "bad_if_match");
    post("empty key", ROOMS, keyed(""), good(), 422, "bad_idempotency_key");
    post("key too long", ROOMS, keyed("k".repeat(129)), good(), 422, "bad_idempotency_key");
    post("key with a blank", ROOMS, keyed("a b"), good(), 422, "bad_idempotency_key");
    post(
        "two keys",
        ROOMS,
        List.of(
            Map.entry("Content-Type", "application/json"),
            Map.entry("Idempotency-Key", "a"),
            Map.entry("Idempotency-Key", "b")),
        good(),
        422,
        "bad_idempotency_key");
    get("headers too large", ROOMS, header("X-Much", "a".repeat(9000)), 431, "headers_too_large");
  }

  private void whatOnlyTheDomainKnows() {
    String ended = "/v1/rooms/" + fixture.endedRoom();
    domain("unknown room", "GET", NO_ROOM, List.of(), "", 404, "room_not_found");
    domain(
        "a room id of other letters",
        "GET",
        ROOMS + "/%C3%A4%2F..",
        List.of(),
        "",
        404,
        "room_not_found");
    domain(
        "events of an unknown room",
        "GET",
        NO_ROOM + "/events",
        List.of(),
        "",
        404,
        "room_not_found");
    domain(
        "stream of an unknown room",
        "GET",
        NO_ROOM + "/events",
        header("Accept", "text/event-stream"),
        "",
        404,
        "room_not_found");
    domain(
        "start of an unknown room",
        "POST",
        NO_ROOM + ":start",
        List.of(),
        "",
        404,
        "room_not_found");
    domain(
        "sub-rooms of an unknown room",
        "GET",
        NO_ROOM + "/sub-rooms",
        List.of(),
        "",
        404,
        "room_not_found");
    domain("unknown sub-room", "GET", subRooms + "/xx", List.of(), "", 404, "sub_room_not_found");
    domain(
        "close of an unknown sub-room",
        "POST",
        subRooms + "/xx:close",
        List.of(),
        "",
        404,
        "sub_room_not_found");
    domain("unknown region", "GET", "/v1/regions/mars", List.of(), "", 404, "region_not_found");
    domain("unknown agent", "GET", "/v1/agents/nobody", List.of(), "", 404, "agent_not_found");
    domain(
        "end before it is live",
        "POST",
        room + ":end",
        json(),
        "{\"reason\":\"enough\"}",
        409,
        "wrong_state");
    domain("start after the end", "POST", ended + ":start", List.of(), "", 409, "wrong_state");
    domain("cancel after the end", "POST", ended + ":cancel", List.of(), "", 409, "wrong_state");
    domain(
        "sub-rooms after the end",
        "POST",
        ended + "/sub-rooms",
        json(),
        "{\"subRooms\":[" + subRoomWith("", "") + "]}",
        409,
        "wrong_state");
    domain(
        "a market that is there",
        "POST",
        subRooms,
        json(),
        "{\"subRooms\":[" + subRoomWith("\"market\":\"DE\"", "market") + "]}",
        409,
        "sub_room_exists");
    domain(
        "stale revision",
        "POST",
        room + ":start",
        header("If-Match", "\"999\""),
        "",
        412,
        "stale_revision");
    domain(
        "only stale revisions",
        "POST",
        room + ":start",
        header("If-Match", "\"998\", \"999\""),
        "",
        412,
        "stale_revision");
    domain(
        "weak revision",
        "POST",
        room + ":start",
        header("If-Match", "W/\"1\""),
        "",
        412,
        "stale_revision");
    domain(
        "revision in words",
        "POST",
        room + ":cancel",
        header("If-Match", "\"newest\""),
        "",
        412,
        "stale_revision");
  }

  private void room(String field, String json, String name) {
    post(name, ROOMS, replaced(field, json), 422, "invalid_body");
  }

  private void subRoom(String json, String without, String name) {
    post(
        name, subRooms, "{\"subRooms\":[" + subRoomWith(json, without) + "]}", 422, "invalid_body");
  }

  /** The good room with one field put in another way, or left out. */
  private String replaced(String field, String json) {
    String rest =
        good().replaceFirst("\"" + field + "\":\"[^\"]*\",?", "").replaceFirst(",}$", "}");
    return json.isEmpty() ? rest : rest.replaceFirst("\\{", "{" + json.replace("\\", "\\\\") + ",");
  }

  private static String subRoomWith(String json, String without) {
    List<String> fields = new ArrayList<>();
    if (!without.equals("market")) {
      fields.add("\"market\":\"FR\"");
    }
    if (!without.equals("locale")) {
      fields.add("\"locale\":\"fr-FR\"");
    }
    if (!without.equals("timeZone")) {
      fields.add("\"timeZone\":\"Europe/Paris\"");
    }
    if (!json.isEmpty()) {
      fields.add(json);
    }
    return "{" + String.join(",", fields) + "}";
  }

  private String good() {
    return goodRoom(fixture.region());
  }

  private static List<Entry<String, String>> header(String name, String value) {
    return List.of(Map.entry(name, value));
  }

  private static List<Entry<String, String>> bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  private static List<Entry<String, String>> json() {
    return header("Content-Type", "application/json");
  }

  private static List<Entry<String, String>> keyed(String key) {
    return List.of(
        Map.entry("Content-Type", "application/json"), Map.entry("Idempotency-Key", key));
  }

  private void get(String name, String target, int status, String code) {
    get(name, target, List.of(), status, code);
  }

  private void get(
      String name, String target, List<Entry<String, String>> headers, int status, String code) {
    with(name, "GET", target, asAdmin(headers), "", status, code);
  }

  private void admin(
      String name, String method, String target, String body, int status, String code) {
    with(name, method, target, asAdmin(json()), body, status, code);
  }

  private void post(String name, String target, String body, int status, String code) {
    post(name, target, json(), body, status, code);
  }

  private void post(
      String name,
      String target,
      List<Entry<String, String>> headers,
      String body,
      int status,
      String code) {
    with(name, "POST", target, asAdmin(headers), body, status, code);
  }

  private void bytes(String name, String target, byte[] body, int status, String code) {
    rows.add(new Row(name, "POST", target, asAdmin(json()), body, status, code, false));
  }

  private void domain(
      String name,
      String method,
      String target,
      List<Entry<String, String>> headers,
      String body,
      int status,
      String code) {
    rows.add(
        new Row(
            name,
            method,
            target,
            asAdmin(headers),
            body.getBytes(StandardCharsets.UTF_8),
            status,
            code,
            true));
  }

  private void with(
      String name,
      String method,
      String target,
      List<Entry<String, String>> headers,
      String body,
      int status,
      String code) {
    rows.add(
        new Row(
            name,
            method,
            target,
            headers,
            body.getBytes(StandardCharsets.UTF_8),
            status,
            code,
            false));
  }

  private List<Entry<String, String>> asAdmin(List<Entry<String, String>> headers) {
    List<Entry<String, String>> all = new ArrayList<>(bearer(fixture.adminToken()));
    all.addAll(headers);
    return all;
  }
}
