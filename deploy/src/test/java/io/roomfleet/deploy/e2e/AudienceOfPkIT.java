package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Hosts in rooms of two regions meet in a PK and part, by RTMP and in browsers, and what their
 * audiences see of it is filmed. On a fleet of its own with nothing else on it: two cores carry no
 * more without stalls.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AudienceOfPkIT {
  private static final Duration SOON = SharedFleet.SOON;

  /** Green and yellow; a spot of noise at the bottom is what moves, and costs little to encode. */
  private static final String ANNAS = "0x20A020";

  private static final String BENS = "0xC0C020";

  /** What is played now is seen by then, and what was played before is in no playlist any more. */
  private static final Duration PLAYERS_ARE_BEHIND = Duration.ofSeconds(14);

  private static final double[] LEFT = {0.25, 0.4};
  private static final double[] RIGHT = {0.75, 0.4};
  private static final double[] BAR_LEFT = {0.3, 0.03};
  private static final double[] BAR_RIGHT = {0.98, 0.03};

  private DevFleetProcess fleet;
  private Api api;
  private final Map<String, Process> publishers = new HashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private String anna;
  private String ben;

  private static String picture(String colour, int rate) {
    return "color=c=%s:size=320x180:rate=%d[all];".formatted(colour, rate)
        + "color=c=gray:size=96x32:rate=%d,noise=alls=90:allf=t[spot];".formatted(rate)
        + "[all][spot]overlay=112:140";
  }

  @BeforeAll
  void start() {
    fleet =
        DevFleetProcess.start(
            DevFleetProcess.freshFolder("pk"),
            Map.of("ROOMFLEET_AGENT_SUSPECT_AFTER", "6s", "ROOMFLEET_AGENT_LOST_AFTER", "8s"),
            "--agents-per-region",
            "1",
            "--agent-transcode-units",
            "4");
    api = fleet.api();
  }

  @AfterAll
  void stop() {
    assertThat(fleet.stop()).as("processes left behind").isEmpty();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    open.clear();
    publishers.values().forEach(Process::destroyForcibly);
    publishers.clear();
    for (String room : new String[] {anna, ben}) {
      if (room != null) {
        api.post("/v1/rooms/" + room + ":end", null);
      }
    }
  }

  /** Two rooms whose hosts send by RTMP, and what is played there is theirs alone. */
  private void rooms() throws Exception {
    anna = room("anna", "eu-west");
    ben = room("ben", "us-east");
    for (String room : List.of(anna, ben)) {
      publish(room);
      Await.until(
          "the picture of " + room,
          SOON,
          () -> assertThat(api.line(room).get("input").asText()).isEqualTo("live"));
      awaitPlays(room, "main");
    }
  }

  private String room(String host, String region) {
    String room =
        api.room("PK of " + host, "rtmp", Instant.now().plusSeconds(3600).toString(), region);
    api.post("/v1/rooms/" + room + ":start", null);
    api.post(
        "/v1/rooms/" + room + "/sub-rooms", Map.of("subRooms", List.of(Api.light("m", region))));
    return room;
  }

  private void publish(String room) throws IOException {
    String url =
        Await.get(
            "an address for " + room,
            SOON,
            () -> {
              JsonNode ingest = api.line(room).get("ingestUrl");
              assertThat(ingest.isNull()).isFalse();
              return ingest.asText();
            });
    boolean annas = room.equals(anna);
    publishers.put(room, Publisher.to(url, picture(annas ? ANNAS : BENS, 12), annas ? 500 : 900));
  }

  private void awaitPlays(String room, String line) {
    Await.until(
        room + " plays " + line,
        SOON,
        () -> {
          JsonNode state = api.stateOf("transcode/" + room + "/m");
          assertThat(state).isNotNull();
          assertThat(state.at("/line/lineId").asText()).isEqualTo(line);
        });
  }

  private void awaitBothPlay(String line) {
    awaitPlays(anna, line);
    awaitPlays(ben, line);
  }

  private Film film(String room) {
    Film film = new Film(api.master(room, "m"), room.equals(anna) ? "anna" : "ben");
    open.add(film);
    return film;
  }

  /** Waits until what was there before the hosts came is out of the playlists. */
  private void awaitOldIsGone() {
    goOn(PLAYERS_ARE_BEHIND);
  }

  private void goOn(Duration time) {
    Recording.of(Hls.renditions(api.master(ben, "m")).get(0)).goOn(time);
  }

  private StagePage browser(String of, String colour) throws Exception {
    boolean required = Boolean.parseBoolean(System.getenv("ROOMFLEET_REQUIRE_JANUS"));
    assumeTrue(required || Files.isExecutable(Path.of("/usr/bin/janus")), "janus is not installed");
    Path folder = fleet.data().getParent();
    Path camera = folder.resolve(of + ".y4m");
    Path microphone = folder.resolve(of + ".wav");
    if (!Files.exists(camera)) {
      Film.make(picture(colour, 8), 4, camera);
      // Warbling: browsers take a tone that stays the same for noise. Each in its own way: what a
      // host hears of the other is taken out of the own sound, as an echo.
      String warble = of.equals("anna") ? "500*t+30*sin(2*PI*4*t)" : "830*t+50*sin(2*PI*3*t)";
      Film.make("aevalsrc=0.3*sin(2*PI*(%s)):s=48000".formatted(warble), 4, microphone);
    }
    StagePage page = new StagePage(fleet.apiUrl(), camera, microphone);
    open.add(page);
    return page;
  }

  private List<String> types(String room) {
    List<JsonNode> events = api.events(room);
    Api.assertGapFree(events);
    return events.stream().map(event -> event.get("type").asText()).toList();
  }

  /** How a look at the film of a room is to be read. */
  private static String seen(Film.Look look) {
    return host(look.colours().get(0))
        + host(look.colours().get(1))
        + (isBar(look.colours().get(2), 0) && isBar(look.colours().get(3), 2) ? "+bar" : "");
  }

  /** Whose picture has that colour: A, B or nobody's. */
  static String host(int[] rgb) {
    boolean green = rgb[1] > 100 && rgb[2] < 110;
    return green ? rgb[0] > 130 ? "B" : "A" : "?";
  }

  private static boolean isBar(int[] rgb, int strongest) {
    return rgb[strongest] > 150 && rgb[1] < 130;
  }

  private static List<String> looks(Film film) {
    film.cut();
    return film.looks(LEFT, RIGHT, BAR_LEFT, BAR_RIGHT).stream().map(AudienceOfPkIT::seen).toList();
  }

  /** The audience of a room saw its own picture, the two with the bar, and its own again. */
  private static void assertSawThePk(Film film, String own) {
    List<String> looks = looks(film);
    List<Film.Fault> faults = film.faults();
    System.out.println("a viewer saw " + looks + ", and as faults " + faults);
    assertThat(faults)
        .as("what lasted; on busy cores shorter ones come from the cores")
        .noneMatch(it -> it.what().startsWith("black") || Math.abs(it.seconds()) > 2);
    assertThat(looks).startsWith(own).endsWith(own).contains("AB+bar").doesNotContain("??");
    assertThat(looks.stream().filter(look -> !Set.of(own, "AB", "AB+bar").contains(look)))
        .as("seconds in which one was not seen")
        .hasSizeLessThan(4);
  }

  /** Points are counted once, the clock ends it, and who has more has won. */
  private void compete(Pk pk) {
    pk.awaitPhase("RUNNING");
    awaitBothPlay("stage");
    pk.gift("g1", anna, 7);
    pk.gift("g2", ben, 3);
    pk.gift("g1", anna, 7);
    assertThat(List.of(pk.pointsOf(anna), pk.pointsOf(ben))).containsExactly(7L, 3L);
    JsonNode over = pk.await("PUNISHMENT");
    assertThat(over.at("/pk/results/0/winner").asText()).isEqualTo(anna);
    assertThat(over.at("/pk/results/0/how").asText()).isEqualTo("POINTS");
    pk.await("ENDED");
    awaitBothPlay("main");
    goOn(PLAYERS_ARE_BEHIND);
  }

  @Test
  void hostsWhoSendByRtmpMeetAreMixedCompeteAndPart() throws Exception {
    rooms();
    long encoderOfAnna = api.encoderOf(anna, "m");
    long encoderOfBen = api.encoderOf(ben, "m");
    awaitOldIsGone();
    Film annas = film(anna);
    Film bens = film(ben);

    Pk pk = new Pk(api, anna, ben, 60, 1, 20, 8);
    pk.accept();
    compete(pk);

    assertSawThePk(annas, "AA");
    assertSawThePk(bens, "BB");
    assertThat(api.encoderOf(anna, "m")).isEqualTo(encoderOfAnna);
    assertThat(api.encoderOf(ben, "m")).isEqualTo(encoderOfBen);
    assertThat(types(anna))
        .containsSubsequence("co_host.joined", "pk.started", "pk.score_changed", "pk.ended")
        .contains("co_host.room_freed", "co_host.ended")
        .doesNotContain("sub_room.degraded", "sub_room.failed");
    assertThat(api.get("/v1/cohost-sessions?roomId=" + ben).findValuesAsText("id"))
        .contains(pk.id());
  }

  @Test
  @Tag("long")
  void hostsInBrowsersSeeEachOtherAndTheirAudiencesSeeBoth() throws Exception {
    StagePage annas = browser("anna", ANNAS);
    StagePage bens = browser("ben", BENS);
    rooms();
    // Without an audience that is filmed, while browsers and programs have much to load.
    Pk first = new Pk(api, anna, ben, 90, 0, 600, 0);
    meet(first, annas, bens);
    Await.until(
        "how they come in",
        SOON,
        () ->
            assertThat(first.now().get("seats"))
                .allSatisfy(
                    seat -> assertThat(seat.at("/quality/roundTripMillis").isNumber()).isTrue()));
    bens.reload();
    meetAgain(first, annas, bens);
    String mixer = first.mixer();
    fleet.kill(mixer);
    Await.until(
        "another mixer", SOON, () -> assertThat(first.mixer()).isNotEmpty().isNotEqualTo(mixer));
    fleet.restart(mixer);
    meetAgain(first, annas, bens);
    first.end();
    first.await("ENDED");
    publishAgain();
    awaitBothPlay("main");
    awaitOldIsGone();

    Film ofAnna = film(anna);
    Film ofBen = film(ben);
    Pk pk = new Pk(api, anna, ben, 60, 1, 30, 8);
    meet(pk, annas, bens);
    compete(pk);
    assertSawThePk(ofAnna, "AA");
    assertSawThePk(ofBen, "BB");
    Await.until(
        "the end at Ben's",
        SOON,
        () ->
            assertThat(bens.attribute("[data-testid=stage-story]", "-"))
                .startsWith("The session is over"));
    annas.assertNothingBroke();
    bens.assertNothingBroke();
  }

  private static void meet(Pk pk, StagePage annas, StagePage bens) {
    pk.accept();
    annas.join(pk, "anna");
    bens.join(pk, "ben");
    meetAgain(pk, annas, bens);
  }

  private static void meetAgain(Pk pk, StagePage annas, StagePage bens) {
    pk.awaitSeats("JOINED", "JOINED");
    annas.awaitSees("ben", "B");
    bens.awaitSees("anna", "A");
  }

  /** An encoder of a host tries again where its line is now. */
  private void publishAgain() throws IOException {
    for (String room : List.of(anna, ben)) {
      if (!publishers.get(room).isAlive()) {
        publish(room);
      }
    }
  }

  @Test
  @Tag("long")
  void hostInABrowserMeetsOneByRtmpAndIsKilledAndBackAndNotBack() throws Exception {
    rooms();
    awaitOldIsGone();
    Film film = film(ben);
    Pk pk = new Pk(api, anna, ben, 30, 1, 600, 0);
    StagePage first = browser("anna", ANNAS);
    pk.accept();
    first.join(pk, "anna");
    pk.awaitSeats("JOINED", "JOINED");
    awaitBothPlay("stage");
    pk.gift("g1", ben, 5);
    goOn(Duration.ofSeconds(4));
    first.kill();
    pk.awaitSeats("RECONNECTING", "JOINED");
    goOn(Duration.ofSeconds(4));
    assertThat(pk.now().get("status").asText()).isEqualTo("SCORING");
    StagePage again = browser("anna", ANNAS);
    again.join(pk, "anna");
    pk.awaitSeats("JOINED", "JOINED");
    goOn(Duration.ofSeconds(4));
    again.kill();
    pk.awaitSeats("RECONNECTING", "JOINED");
    JsonNode over = pk.await("ENDED");
    assertThat(over.at("/pk/results/0/winner").asText()).as("%s", over).isEqualTo(ben);
    awaitBothPlay("main");
    goOn(PLAYERS_ARE_BEHIND);

    // The bar is all Ben's.
    List<String> looks = looks(film).stream().map(look -> look.replace("+bar", "")).toList();
    System.out.println("a viewer saw " + looks + ", and as faults " + film.faults());
    assertThat(looks)
        .startsWith("BB")
        .containsSubsequence("AB", "?B", "AB", "?B", "BB")
        .endsWith("BB");
    assertThat(film.faults()).noneMatch(it -> it.what().startsWith("black"));
  }

  @Test
  @Tag("long")
  void theControlPlaneAndTheMixersAgentMayDie() throws Exception {
    rooms();
    Pk pk = new Pk(api, anna, ben, 60, 1, 150, 40);
    crash();
    assertThat(pk.now().get("status").asText()).isEqualTo("INVITED");
    pk.accept();
    crash();
    pk.awaitPhase("RUNNING");
    pk.gift("g1", ben, 5);
    crash();
    pk.gift("g1", ben, 5);
    pk.gift("g2", anna, 1);
    assertThat(List.of(pk.pointsOf(anna), pk.pointsOf(ben))).containsExactly(1L, 5L);
    awaitBothPlay("stage");

    String mixer = pk.mixer();
    fleet.kill(mixer);
    Await.until("another mixer", SOON, () -> assertThat(pk.mixer()).isNotIn("", mixer));
    fleet.restart(mixer);
    publishAgain();
    pk.awaitSeats("JOINED", "JOINED");
    awaitBothPlay("stage");
    JsonNode over = pk.await("PUNISHMENT");
    assertThat(over.at("/pk/results/0/winner").asText()).isEqualTo(ben);
    crash();
    pk.await("ENDED");
    crash();
    awaitBothPlay("main");
    assertThat(types(ben)).contains("co_host.room_freed");

    Pk next = new Pk(api, anna, ben, 60, 1, 10, 0);
    next.accept();
    next.await("SCORING");
    next.end();
    next.await("ENDED");
  }

  private void crash() {
    fleet.kill("orchestrator-1");
    fleet.restart("orchestrator-1");
    Await.until(
        "every agent",
        SOON,
        () ->
            assertThat(api.get("/v1/agents").get("agents").findValuesAsText("status"))
                .containsOnly("UP"));
  }
}
