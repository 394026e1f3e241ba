package io.roomfleet.agent.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.api.steering.Pathway;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SubRoomKey KEY = new SubRoomKey("promo", "de-de");
  private static final URI HERE = URI.create("http://a.example:8090/hls/promo/de-de/master.m3u8");
  private static final URI THERE = URI.create("http://b.example:8091/hls/promo/de-de/master.m3u8");
  private static final Map<String, String> PLAYLISTS =
      Map.of("360p", "360p/index.m3u8", "audio", "audio/index.m3u8");

  private static final Duration HEAD_START = Duration.ofSeconds(6);

  private long now = 1_000_000_000_000L;
  private int changes;
  private final Places places =
      new Places(
          new ViewerSettings(Duration.ofSeconds(5), HEAD_START, Duration.ofMinutes(10), 2),
          () -> now,
          () -> changes++);
  private final Place place = places.open(KEY, HERE, PLAYLISTS);

  private void pass(Duration span) {
    now += span.toNanos();
    places.look();
  }

  private void move() {
    place.movedTo(THERE);
    pass(HEAD_START);
  }

  private JsonNode steering(long breaks) throws Exception {
    return JSON.readTree(places.steering(KEY, breaks).orElseThrow());
  }

  @Nested
  class Watched {
    @Test
    void nobodyIsThereAtFirst() {
      assertThat(place.watched()).isFalse();
      pass(Duration.ofSeconds(1));
      assertThat(changes).isZero();
    }

    @Test
    void theFirstRequestIsToldAtOnceAndThoseThatFollowAreNot() {
      places.requested(KEY);
      assertThat(changes).isEqualTo(1);
      for (int i = 0; i < 20; i++) {
        pass(Duration.ofSeconds(2));
        places.requested(KEY);
      }
      assertThat(place.watched()).isTrue();
      assertThat(changes).isEqualTo(1);
    }

    @Test
    void whoHasNotAskedForFifteenSecondsIsGone() {
      places.requested(KEY);
      pass(Duration.ofMillis(14_999));
      assertThat(place.watched()).isTrue();
      assertThat(changes).isEqualTo(1);
      pass(Duration.ofMillis(1));
      assertThat(place.watched()).isFalse();
      assertThat(changes).isEqualTo(2);
      places.requested(KEY);
      assertThat(place.watched()).isTrue();
      assertThat(changes).isEqualTo(3);
    }

    @Test
    void anEncoderThatIsStartedAnewKeepsItsViewers() {
      places.requested(KEY);
      Place next = places.open(KEY, HERE, PLAYLISTS);
      places.leave(KEY, place);
      assertThat(next.watched()).isTrue();
      assertThat(places.steering(KEY, 0)).as("still here").isPresent();
    }
  }

  @Nested
  class Here {
    @Test
    void playersAreToldToStay() throws Exception {
      assertThat(steering(0))
          .isEqualTo(
              JSON.readTree("{\"VERSION\":1,\"TTL\":5,\"PATHWAY-PRIORITY\":[\"a.example_8090\"]}"));
      assertThat(places.redirect(KEY, "master.m3u8", 0)).isEmpty();
      assertThat(places.redirect(KEY, "360p/index.m3u8", 0)).isEmpty();
    }

    @Test
    void playersAreHandedOverToTheControlPlaneInGroupsUntilTheLadderMoves() throws Exception {
      Places handing =
          new Places(
              new ViewerSettings(
                  Duration.ofSeconds(5),
                  HEAD_START,
                  Duration.ofMinutes(10),
                  2,
                  URI.create("https://steer.example.com")),
              () -> now,
              () -> {});
      Place here = handing.open(KEY, HERE, PLAYLISTS);
      JsonNode stay = JSON.readTree(handing.steering(KEY, 3).orElseThrow());
      assertThat(stay.get("PATHWAY-PRIORITY").get(0).asText()).isEqualTo("a.example_8090.3");
      assertThat(stay.get("RELOAD-URI").asText())
          .matches(
              "https://steer.example.com/v1/steering/promo\\?subRoomId=de-de&session=\\d{1,2}");
      here.movedTo(THERE);
      assertThat(JSON.readTree(handing.steering(KEY, 3).orElseThrow()).has("RELOAD-URI"))
          .as("while it moves the agents know the moment")
          .isFalse();
    }

    @Test
    void whatIsNotHereHasNoManifest() {
      assertThat(places.steering(new SubRoomKey("promo", "id-id"), 0)).isEmpty();
      places.leave(KEY, place);
      assertThat(places.steering(KEY, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ftp://b.example/hls/promo/de-de/master.m3u8",
          "http:///hls/promo/de-de/master.m3u8",
          "http://b.example/hls/promo/de-de/360p/index.m3u8",
          "http://b.example/master.m3u8",
          "http://b.example/hls/promo/de-de/master.m3u8?x=1",
          "mailto:b@b.example",
          "http://a.example:8090/hls/promo/de-de/master.m3u8"
        })
    void nobodyIsLedToWhereNoLadderCanBe(URI nowhere) throws Exception {
      place.movedTo(nowhere);
      pass(HEAD_START);
      assertThat(steering(0).get("PATHWAY-CLONES")).isNull();
      assertThat(places.redirect(KEY, "master.m3u8", 0)).isEmpty();
    }
  }

  @Nested
  class Moved {
    @Test
    void playersAreToldToGoAndToAskThereFromThenOn() throws Exception {
      move();
      assertThat(steering(0))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"VERSION": 1, "TTL": 5,
                   "RELOAD-URI": "http://b.example:8091/hls/promo/de-de/steering.json",
                   "PATHWAY-PRIORITY": ["b.example_8091", "a.example_8090"],
                   "PATHWAY-CLONES": [{
                     "BASE-ID": "a.example_8090", "ID": "b.example_8091",
                     "URI-REPLACEMENT": {
                       "HOST": "b.example:8091",
                       "PER-VARIANT-URIS": {
                         "360p": "http://b.example:8091/hls/promo/de-de/360p/index.m3u8",
                         "audio": "http://b.example:8091/hls/promo/de-de/audio/index.m3u8"}}}]}
                  """));
    }

    @Test
    void theNewPlaceHasAHeadStart() throws Exception {
      place.movedTo(THERE);
      pass(HEAD_START.minusMillis(1));
      place.movedTo(THERE);
      assertThat(steering(0).get("PATHWAY-CLONES")).isNull();
      assertThat(places.redirect(KEY, "master.m3u8", 0)).isEmpty();
      pass(Duration.ofMillis(1));
      assertThat(steering(0).get("PATHWAY-CLONES")).isNotNull();
      assertThat(places.redirect(KEY, "master.m3u8", 0)).contains(THERE);
    }

    @Test
    void anotherNewPlaceHasItToo() {
      move();
      URI third = URI.create("http://c.example:8092/hls/promo/de-de/master.m3u8");
      place.movedTo(third);
      assertThat(places.redirect(KEY, "master.m3u8", 0)).isEmpty();
      pass(HEAD_START);
      assertThat(places.redirect(KEY, "master.m3u8", 0)).contains(third);
    }

    @Test
    void newPlayersGoThereAtOnceAndThoseWhoAreHereKeepTheirPlaylists() {
      move();
      assertThat(places.redirect(KEY, "master.m3u8", 0)).contains(THERE);
      assertThat(places.redirect(KEY, "360p/index.m3u8", 0)).isEmpty();
      assertThat(places.redirect(KEY, "360p/x-1.ts", 0)).isEmpty();
    }

    @Test
    void aMoveCanBeUndone() throws Exception {
      move();
      place.movedTo(null);
      assertThat(steering(0).get("PATHWAY-PRIORITY").get(0).asText()).isEqualTo("a.example_8090");
      assertThat(places.redirect(KEY, "master.m3u8", 0)).isEmpty();
      assertThat(places.leave(KEY, place)).isFalse();
    }

    @Test
    void discontinuitiesBehindThePlayerAreCarriedOn() throws Exception {
      move();
      place.breaks(2);
      JsonNode manifest = steering(3);
      JsonNode clone = manifest.get("PATHWAY-CLONES").get(0);
      assertThat(clone.get("BASE-ID").asText()).isEqualTo("a.example_8090.3");
      assertThat(clone.get("ID").asText()).isEqualTo("b.example_8091.5");
      JsonNode replacement = clone.get("URI-REPLACEMENT");
      assertThat(replacement.get("PARAMS")).isEqualTo(JSON.readTree("{\"breaks\":\"5\"}"));
      assertThat(replacement.get("PER-VARIANT-URIS").get("360p").asText())
          .endsWith("/360p/index.m3u8?breaks=5");
      assertThat(manifest.get("RELOAD-URI").asText()).endsWith("/steering.json?breaks=5");
      assertThat(manifest.get("PATHWAY-PRIORITY").get(0).asText()).isEqualTo("b.example_8091.5");
    }
  }

  @Nested
  class Left {
    private void leave() {
      place.movedTo(THERE);
      place.breaks(1);
      places.leave(KEY, place);
    }

    @Test
    void whoIsLeftBehindIsSentOn() throws Exception {
      leave();
      assertThat(places.redirect(KEY, "master.m3u8", 0)).contains(THERE);
      assertThat(places.redirect(KEY, "360p/index.m3u8", 1))
          .contains(THERE.resolve("360p/index.m3u8?breaks=2"));
      assertThat(places.redirect(KEY, "360p/x-1.ts", 0)).isEmpty();
      assertThat(steering(0).get("RELOAD-URI").asText()).endsWith("/steering.json?breaks=1");
    }

    @Test
    void itsRequestsAreNoViewers() {
      leave();
      places.requested(KEY);
      pass(Duration.ofSeconds(1));
      assertThat(changes).isZero();
    }

    @Test
    void itIsForgottenAfterAWhile() {
      leave();
      pass(Duration.ofMinutes(10));
      assertThat(places.redirect(KEY, "master.m3u8", 0)).isPresent();
      pass(Duration.ofMillis(1));
      assertThat(places.redirect(KEY, "master.m3u8", 0)).isEmpty();
      assertThat(places.steering(KEY, 0)).isEmpty();
    }

    @Test
    void onlySoManyAreRemembered() {
      leave();
      for (String other : new String[] {"fr-fr", "it-it"}) {
        pass(Duration.ofSeconds(1));
        SubRoomKey key = new SubRoomKey("promo", other);
        Place next = places.open(key, HERE, PLAYLISTS);
        next.movedTo(THERE);
        places.leave(key, next);
      }
      assertThat(places.redirect(KEY, "master.m3u8", 0)).as("the oldest").isEmpty();
      assertThat(places.redirect(new SubRoomKey("promo", "fr-fr"), "master.m3u8", 0)).isPresent();
      assertThat(places.redirect(new SubRoomKey("promo", "it-it"), "master.m3u8", 0)).isPresent();
    }

    @Test
    void whatComesBackIsHereAgain() {
      leave();
      Place back = places.open(KEY, HERE, PLAYLISTS);
      assertThat(back.watched()).isFalse();
      assertThat(places.redirect(KEY, "master.m3u8", 0)).isEmpty();
      assertThat(places.redirect(KEY, "360p/index.m3u8", 0)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.7:8090/hls/r/s/master.m3u8, 0, 10.0.0.7_8090, 10.0.0.7:8090",
    "http://a.example/hls/r/s/master.m3u8, 0, a.example_80, a.example:80",
    "https://a.example/hls/r/s/master.m3u8, 4, a.example_443.4, a.example:443",
    "https://cdn.example/agents/a-1/hls/r/s/master.m3u8, 0, cdn.example_443_agents_a-1,"
        + " cdn.example:443",
    "http://[::1]:8090/hls/r/s/master.m3u8, 0, ___1__8090, [::1]:8090"
  })
  void aPathwayIsNamedByWhereItIs(URI master, long breaks, String id, String host) {
    Pathway pathway = new Pathway(master, breaks);
    assertThat(pathway.id()).isEqualTo(id).matches("[A-Za-z0-9._-]+");
    assertThat(pathway.host()).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "breaks=3, 3",
    "_HLS_pathway=x&breaks=12&_HLS_throughput=5, 12",
    "'', 0",
    "breaks=, 0",
    "breaks=-1, -1",
    "breaks=--1, 0",
    "breaks=x, 0",
    "outbreaks=4, 0",
    "breaks=9999999999, 0"
  })
  void whatAQueryDoesNotSayIsNought(String query, long breaks) {
    assertThat(Pathway.breaksIn(query)).isEqualTo(breaks);
  }
}
