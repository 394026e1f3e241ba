package io.roomfleet.orchestrator.steering;

import static io.roomfleet.orchestrator.steering.SteeringStage.LADDER;
import static io.roomfleet.orchestrator.steering.SteeringStage.ROOM;
import static io.roomfleet.orchestrator.steering.SteeringStage.SETTINGS;
import static io.roomfleet.orchestrator.steering.SteeringStage.from;
import static io.roomfleet.orchestrator.steering.SteeringStage.told;
import static io.roomfleet.orchestrator.steering.SteeringStage.watching;
import static io.roomfleet.orchestrator.steering.SteeringStage.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.api.steering.RouteMatch;
import io.roomfleet.api.steering.RouteView;
import io.roomfleet.api.steering.SteeringManifest;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Steering.Query;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SteeringTest {
  private static final String A = "a.example_80";
  private static final String AT = "b.example_80_at";

  private final SteeringStage stage = new SteeringStage();
  private final SubRoomTold de = told("de", "de-DE", "Europe/Berlin", "a", "at");
  private final SubRoomTold at = told("at", "de-AT", "Europe/Vienna", "b");

  private static <T> T value(Outcome<T> outcome) {
    return outcome.fold(
        done -> done.value(),
        refused -> {
          throw new AssertionError(refused.refusal().toString());
        });
  }

  private RouteView route(Query query) {
    return value(stage.service.route(ROOM, query));
  }

  private RouteView.Candidate candidate(String subRoomId) {
    return route(watching("de", "", null)).candidates().stream()
        .filter(it -> it.subRoomId().equals(subRoomId))
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class Markets {
    @ParameterizedTest
    @CsvSource({
      "DE, , de, COUNTRY",
      "AT, de, at, COUNTRY",
      "CH, de, at, LANGUAGE",
      "PT, pt, br, LANGUAGE",
      "AR, , br, DISTANCE",
      "PL, , de, DISTANCE",
      "CA, , us, DISTANCE",
      "XX, , at, DISTANCE"
    })
    void aViewerGetsItsCountryThenItsLanguageThenTheNearest(
        String country, String language, String subRoom, RouteMatch match) {
      stage.take(
          de,
          at,
          told("br", "pt-BR", "America/Sao_Paulo", "c"),
          told("us", "en-US", "America/New_York", "d"));
      RouteView route = route(new Query(null, country, null, null, language, null, ""));
      assertThat(route.best().subRoomId()).isEqualTo(subRoom);
      assertThat(route.best().match()).isEqualTo(match);
      assertThat(route.candidates())
          .hasSize(4)
          .allSatisfy(it -> assertThat(it.reason()).isNotEmpty());
    }

    @Test
    void aPlaceIsBetterThanACountry() {
      stage.take(
          told("new-york", "en-US", "America/New_York", "c"),
          told("los-angeles", "en-US", "America/Los_Angeles", "d"));
      assertThat(route(from("US")).best().subRoomId()).isEqualTo("new-york");
      RouteView west = route(new Query(null, "US", 37.8, -122.4, null, null, ""));
      assertThat(west.best().subRoomId()).isEqualTo("los-angeles");
      assertThat(west.best().distanceKm()).isBetween(500, 600);
      assertThat(west.best().roundTripMillis()).isPositive();
    }

    @Test
    void oneThatDoesNotPlayComesLast() {
      stage.take(told("de", "de-DE", "Europe/Berlin", null), at);
      assertThat(route(from("DE")).best().subRoomId()).isEqualTo("at");
      assertThat(route(from("DE")).candidates().get(1).reason()).contains("DEGRADED");
    }
  }

  @Nested
  class AnEdgeInTrouble {
    @Test
    void keepsItsViewersWhereNoFallbackIsNamed() {
      stage
          .take(told("de", "de-DE", "Europe/Berlin", "a"), at)
          .sheds("a", 1, 0.95, Map.of())
          .pass(0);
      assertThat(stage.priority("de", 0, A)).containsExactly(A);
      assertThat(candidate("de").reason()).contains("trouble", "nowhere else");
      assertThat(candidate("at").share()).isZero();
    }

    @Test
    void sendsTheShareOfItsViewersThatItIsToAndTheSameOnesAgain() {
      stage.take(de, at);
      List<Integer> gone = new ArrayList<>();
      for (double shed : new double[] {0, 0.25, 0.5, 1}) {
        stage.sheds("a", shed, 0.95, Map.of()).pass(1000);
        List<Integer> led =
            IntStream.range(0, 100)
                .filter(group -> stage.priority("de", group, A).get(0).equals(AT))
                .boxed()
                .toList();
        assertThat(led).hasSize((int) (shed * 100)).containsAll(gone);
        gone = led;
        assertThat(candidate("at").share()).isEqualTo(shed);
        assertThat(candidate("de").share()).isEqualTo(1 - shed);
      }
    }

    @Test
    void tellsThePlayerTheWholeURLsOfTheOtherMarketAndLetsItComeBack() {
      stage.take(de, at).sheds("a", 1, 0.95, Map.of()).pass(0);
      SteeringManifest manifest = value(stage.service.manifest(ROOM, watching("de", "5", A)));
      assertThat(manifest.priority()).containsExactly(AT, A);
      assertThat(manifest.clones()).hasSize(1);
      assertThat(manifest.clones().get(0).baseId()).isEqualTo(A);
      assertThat(manifest.clones().get(0).replacement().perVariant())
          .containsEntry("360p", "http://b.example:80/hls/room-1/at/360p/index.m3u8")
          .containsEntry("180p", "http://b.example:80/hls/room-1/at/180p/index.m3u8");
      stage.sheds("a", 0, 0.1, Map.of()).pass(0);
      assertThat(stage.priority("de", 5, AT)).containsExactly(A);
    }

    @Test
    void isNotNamedToThoseWhoAreToStay() {
      stage.take(de, at).sheds("a", 0.5, 0.95, Map.of()).pass(0);
      assertThat(stage.priority("de", 49, A)).containsExactly(AT, A);
      SteeringManifest manifest = value(stage.service.manifest(ROOM, watching("de", "50", A)));
      assertThat(manifest.priority()).containsExactly(A);
      assertThat(manifest.clones()).isNull();
    }

    @Test
    void carriesThePlayersDiscontinuitiesBothWays() {
      stage
          .take(de, at)
          .sheds("a", 1, 0.95, Map.of("room-1/de", 2L))
          .sheds("b", 0, 0.1, Map.of("room-1/at", 5L))
          .pass(0);
      assertThat(stage.priority("de", 5, A + ".1"))
          .as("1 + 2 behind it, 5 there")
          .containsExactly(AT + ".-2", A + ".1");
      assertThat(stage.priority("de", 5, AT + ".-2")).containsExactly(AT + ".-2", A + ".1");
    }

    @Test
    void sendsNobodyToOneThatCannotTakeThem() {
      stage.take(de, at).sheds("a", 1, 0.95, Map.of());
      stage.sheds("b", 0, 0.71, Map.of()).pass(0);
      assertThat(stage.priority("de", 0, A)).containsExactly(A);
      assertThat(candidate("at").reason()).contains("71 %");
      stage.sheds("b", 0.1, 0.5, Map.of()).pass(0);
      assertThat(stage.priority("de", 0, A)).containsExactly(A);
      assertThat(candidate("at").reason()).contains("sends viewers away");
      assertThat(stage.priority("de", 0, AT)).as("who is there stays").startsWith(AT);
      stage.sheds("b", 0, 0.1, Map.of()).agent("b", true, true);
      assertThat(candidate("at").reason()).contains("emptied");
      stage.agent("b", false, false);
      assertThat(candidate("at").reason()).contains("not heard");
      assertThat(stage.priority("de", 0, AT)).containsExactly(A);
    }

    @Test
    void sendsNobodyWhereTheRoomDoesNotAllowItOrThePictureIsAnother() {
      stage.take(de, at).sheds("a", 1, 0.95, Map.of()).pass(0);
      stage.take(with(de, List.of("us"), "main", LADDER));
      assertThat(candidate("at").reason()).contains("region eu is not allowed for de");
      assertThat(stage.priority("de", 0, A)).containsExactly(A);
      stage.take(with(with(de, null, "backup", LADDER), null, "backup", LADDER));
      assertThat(candidate("at").reason()).contains("plays line main, not backup");
      SubRoomTold again =
          with(with(with(de, null, "main", LADDER), null, "main", LADDER), null, "main", LADDER);
      stage.take(again, with(at, null, "main", List.of(Rendition.AUDIO)));
      assertThat(candidate("at").reason()).contains("ladder has nothing");
      stage.take(with(with(at, null, "main", LADDER), null, "main", LADDER));
      assertThat(stage.priority("de", 0, A)).startsWith(AT);
    }

    @Test
    void thatIsNotHeardLosesHalfOfItsViewersEachTtl() {
      stage.take(de, at).agent("a", true, false).agent("b", true, false);
      assertThat(stage.priority("de", 99, A)).startsWith(A);
      stage.agent("a", false, false);
      assertThat(stage.priority("de", 49, A)).startsWith(AT);
      assertThat(stage.priority("de", 50, A)).startsWith(A);
      stage.pass(SETTINGS.ttl().toMillis());
      assertThat(stage.priority("de", 99, A)).startsWith(AT);
    }
  }

  @Test
  void allGoToTheFallbackWhileTheirOwnPlaysNowhere() {
    stage.take(told("de", "de-DE", "Europe/Berlin", null, "at"), at);
    assertThat(stage.priority("de", 99, A)).containsExactly(AT);
    assertThat(route(watching("de", "", null)).best().subRoomId()).isEqualTo("at");
  }

  @Test
  void aSubRoomThatMovesHasBothPlacesAndTheOldOneFirstForTheHeadStart() {
    stage.take(told("de", "de-DE", "Europe/Berlin", "a")).pass(10_000);
    stage.take(told("de", "de-DE", "Europe/Berlin", "c"));
    assertThat(stage.priority("de", 3, A)).containsExactly(A, "c.example_80");
    stage.pass(SETTINGS.headStart().toMillis());
    assertThat(stage.priority("de", 3, A)).containsExactly("c.example_80", A);
    stage.take(told("de", "de-DE", "Europe/Berlin", "c")).pass(SETTINGS.forget().toMillis() - 1000);
    stage.take(told("de", "de-DE", "Europe/Berlin", "c")).pass(2000);
    assertThat(stage.priority("de", 3, "c.example_80")).containsExactly("c.example_80");
  }

  @Nested
  class Memory {
    @Test
    void whatIsNotKnownYetIsNotSaidToBeMissing() {
      RouteTable fresh = new RouteTable(SETTINGS);
      SteeringService service =
          new SteeringService(fresh, stage.fleet, SETTINGS, () -> java.time.Instant.EPOCH);
      assertThat(status(service, from("DE"))).isEqualTo("503 routes_unknown");
      fresh.take(de, 0);
      assertThat(status(service, from("DE")))
          .as("there may be others")
          .isEqualTo("503 routes_unknown");
      assertThat(status(service, watching("de", "", null))).isEqualTo("done");
      fresh.complete();
      assertThat(status(service, from("DE"))).isEqualTo("done");
      assertThat(status(service, watching("fr", "", null))).isEqualTo("404 no_route");
    }

    private String status(SteeringService service, Query query) {
      return service
          .manifest(ROOM, query)
          .fold(
              done -> "done",
              refused -> refused.refusal().status() + " " + refused.refusal().code());
    }

    @Test
    void anOlderWordChangesNothingAndAClosedSubRoomIsForgotten() {
      stage.take(with(de, null, "backup", LADDER), de);
      assertThat(candidate("de").line()).isEqualTo("backup");
      SubRoomTold closed =
          new SubRoomTold(
              ROOM,
              "de",
              "DE",
              "de-DE",
              "Europe/Berlin",
              LADDER,
              null,
              List.of(),
              SubRoomStatus.CLOSED,
              "main",
              null,
              9,
              null);
      stage.take(closed, closed);
      assertThat(stage.table.size()).isZero();
      assertThat(stage.priority("de", 0, A)).containsExactly("404 no_route");
    }

    @Test
    void whatIsNotHeardOfIsForgotten() {
      stage.take(de).pass(SETTINGS.forget().toMillis() / 2);
      stage.take(at).pass(SETTINGS.forget().toMillis() / 2 + 1000);
      assertThat(stage.table.room(ROOM)).containsOnlyKeys("at");
    }

    @Test
    void anotherNodeLearnsAllOfItInParts() {
      for (int i = 0; i < 25; i++) {
        stage.take(told("m" + i, "de-DE", "Europe/Berlin", "a" + i));
      }
      stage.sheds("a1", 0.5, 0.9, Map.of());
      stage.take(told("m0", "de-DE", "Europe/Berlin", "z"));
      RouteTable other = new RouteTable(SETTINGS);
      List<RouteCopy> copies = stage.table.copies(10);
      assertThat(copies).hasSizeGreaterThan(3);
      copies.forEach(copy -> other.take(copy, stage.now));
      assertThat(other.isWhole()).isTrue();
      assertThat(other.room(ROOM)).isEqualTo(stage.table.room(ROOM));
      assertThat(other.told("a1")).isEqualTo(stage.table.told("a1"));
      assertThat(other.size()).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsHeardThePlayerGetsAPlaceThatItMayHave(long seed) {
      Random random = new Random(seed);
      String[] agents = {"a", "b", "c", null};
      for (int step = 0; step < 300; step++) {
        String id = "m" + random.nextInt(4);
        String agent = agents[random.nextInt(4)];
        SubRoomTold word = told(id, "de-DE", "Europe/Berlin", agent, "m1", "m2");
        stage.take(random.nextInt(4) == 0 ? with(word, List.of("us"), "main", LADDER) : word);
        String other = agents[random.nextInt(3)];
        stage.sheds(other, random.nextInt(3) / 2.0, random.nextDouble(), Map.of());
        stage.agent(other, random.nextInt(5) > 0, random.nextInt(5) == 0);
        stage.pass(random.nextInt(3000));
        RouteEntry own = stage.table.room(ROOM).get(id);
        List<String> priority = stage.priority(id, random.nextInt(100), null);
        if (own.told().allowedRegions() != null) {
          assertThat(priority).noneMatch(way -> way.contains("_80_m"));
        }
        if (own.plays()) {
          assertThat(priority).contains(own.at().agentId() + ".example_80").doesNotHaveDuplicates();
        }
        double shares =
            route(watching(id, "", null)).candidates().stream().mapToDouble(it -> it.share()).sum();
        assertThat(shares).isBetween(0.0, 1.0 + 1e-9);
      }
      assertThat(stage.table.size()).isEqualTo(stage.table.room(ROOM).size());
    }
  }

  @Test
  void sessionsAreSpreadEvenlyAndAreTheSameEachTime() {
    int[] groups = new int[4];
    for (int i = 0; i < 4000; i++) {
      int group = SteeringService.group(ROOM, "session-" + i);
      assertThat(group).isEqualTo(SteeringService.group(ROOM, "session-" + i)).isBetween(0, 99);
      groups[group / 25]++;
    }
    assertThat(groups).satisfies(all -> assertThat(all).hasSize(4));
    for (int quarter : groups) {
      assertThat(quarter).isBetween(850, 1150);
    }
    assertThat(SteeringService.group(ROOM, "17")).isEqualTo(17);
  }
}
