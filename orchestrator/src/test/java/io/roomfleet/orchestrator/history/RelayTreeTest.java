package io.roomfleet.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.RelayHop;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.orchestrator.placement.price.EgressPrices;
import io.roomfleet.orchestrator.region.HeardAgent;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomReply;
import io.roomfleet.orchestrator.room.RoomSpec;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A room over three regions, of which Asia is cheaper by way of America. */
class RelayTreeTest {
  private static final Map<String, ZoneId> REGIONS =
      Map.of(
          "eu-west", ZoneId.of("Europe/Dublin"),
          "us-east", ZoneId.of("America/New_York"),
          "ap-southeast", ZoneId.of("Asia/Singapore"));
  private static final EgressPrices PRICES =
      new EgressPrices(
          0.05,
          0.09,
          0.01,
          Map.of(),
          Map.of("eu-west", Map.of("us-east", 0.02), "us-east", Map.of("ap-southeast", 0.03)));
  private static final String RELAY = "relay/r1/main";
  private static final RoomCommand.Asker ASKER = new RoomCommand.Asker("test", "add", null);

  private final SmallWorld world = new SmallWorld(7, REGIONS, PRICES, 2, new Capacity(3, 200, 10));

  @AfterEach
  void end() {
    world.close();
  }

  private void broadcast() {
    for (HeardAgent agent : world.agents()) {
      agent.input(RELAY, LineInput.LIVE);
      agent.connect(world.now());
    }
    RoomSpec spec =
        new RoomSpec(
            "Night market",
            "studio-1",
            RoomMode.SINGLE_HOST,
            world.now().plusSeconds(30),
            null,
            Duration.ofMinutes(10),
            "eu-west",
            List.of(new RoomSpec.LineSpec("main", LineKind.TEST, null, "s".repeat(16))),
            null);
    world.ask("r1", to -> new RoomCommand.Create(spec, asker("create"), to));
    List<SubRoomSpec> markets =
        List.of(market("de", "eu-west"), market("us", "us-east"), market("id", "ap-southeast"));
    world.ask("r1", to -> new RoomCommand.AddSubRooms(markets, ASKER, to));
  }

  private static RoomCommand.Asker asker(String requestId) {
    return new RoomCommand.Asker("test", requestId, null);
  }

  private static SubRoomSpec market(String id, String region) {
    return new SubRoomSpec(
        id,
        id,
        "en-GB",
        "Europe/Berlin",
        new Ladder(null, List.of(Rendition.P180), 30),
        region,
        null,
        100);
  }

  private RelayHop hop(String region) {
    return ((RoomReply.Shown) world.room("r1"))
        .room().relays().stream().filter(h -> h.region().equals(region)).findFirst().orElseThrow();
  }

  private Source.Upstream upstream(String region) {
    for (HeardAgent agent : world.agents()) {
      if (agent.id().startsWith(region) && agent.isUp() && agent.upstream(RELAY) != null) {
        return agent.upstream(RELAY);
      }
    }
    throw new AssertionError("no agent in " + region + " has a copy");
  }

  private HeardAgent holderIn(String region) {
    return world.agents().stream()
        .filter(a -> a.id().startsWith(region) && a.running().containsKey(RELAY))
        .findFirst()
        .orElseThrow();
  }

  private static URI relayOf(HeardAgent agent) {
    return URI.create("http://" + agent.id() + "/relay/r1/main.ts");
  }

  private void assertTree(URI source) {
    assertThat(upstream("us-east").url()).isEqualTo(source);
    assertThat(upstream("ap-southeast"))
        .isEqualTo(new Source.Upstream(relayOf(holderIn("us-east")), source));
  }

  @Test
  void shouldReadTheLineWhereItIsTakenInAfterItsRegionWasEvacuated() {
    broadcast();
    world.pass(Duration.ofSeconds(12));
    world.empty("eu-west", null);
    world.pass(Duration.ofSeconds(60));
    HeardAgent source =
        world.agents().stream().filter(a -> !a.takesIn().isEmpty()).findFirst().orElseThrow();
    assertThat(source.id()).doesNotStartWith("eu-west");
    String other = source.id().startsWith("us-east") ? "ap-southeast" : "us-east";
    assertThat(upstream(other).url()).isEqualTo(relayOf(source));
    assertThat(world.kindsOf("r1"))
        .as("it goes once, and to one region")
        .containsSubsequence(
            RoomEvent.LineMoving.class, RoomEvent.LineMoved.class, RoomEvent.LineParted.class)
        .containsOnlyOnce(RoomEvent.LineMoving.class)
        .containsOnlyOnce(RoomEvent.LineMoved.class);
  }

  @Test
  void shouldReadTheCheaperWayAlsoWhenEverythingStartsAnew() {
    broadcast();
    world.pass(Duration.ofSeconds(12));
    URI source = relayOf(holderIn("eu-west"));
    assertTree(source);
    RelayHop asia = hop("ap-southeast");
    assertThat(asia.from()).isEqualTo("us-east");
    assertThat(asia.fallback()).isEqualTo("eu-west");
    assertThat(asia.why()).contains("0.0300 a GB", "cheapest hop");
    assertThat(asia.fallbackWhy()).contains("shares no region");
    assertThat(asia.confirmed()).isTrue();
    assertThat(hop("us-east").from()).isEqualTo("eu-west");

    Source.Upstream before = upstream("ap-southeast");
    world.crashAll();
    for (int second = 0; second < 12; second++) {
      world.pass(Duration.ofSeconds(1));
      assertThat(upstream("ap-southeast")).as("second %s", second).isEqualTo(before);
    }
    assertThat(hop("ap-southeast").from()).isEqualTo("us-east");
  }

  @Test
  void shouldReadTheSourceWhileTheRegionThatFedItHasNoCopyForIt() {
    broadcast();
    world.pass(Duration.ofSeconds(12));
    URI source = relayOf(holderIn("eu-west"));
    HeardAgent dead = holderIn("us-east");
    dead.die();
    boolean readTheSource = false;
    for (int second = 0; second < 16; second++) {
      world.pass(Duration.ofSeconds(1));
      readTheSource |= upstream("ap-southeast").url().equals(source);
    }
    assertThat(readTheSource).isTrue();
    assertThat(holderIn("us-east").id()).as("another agent").isNotEqualTo(dead.id());
    assertTree(source);

    world.close("r1/us");
    world.pass(Duration.ofSeconds(4));
    assertThat(upstream("ap-southeast")).isEqualTo(new Source.Upstream(source, null));
  }

  @Test
  void shouldFollowTheSourceToAnotherAgent() {
    broadcast();
    world.pass(Duration.ofSeconds(12));
    URI before = relayOf(holderIn("eu-west"));
    holderIn("eu-west").die();
    world.pass(Duration.ofSeconds(12));
    URI source = relayOf(holderIn("eu-west"));
    assertThat(source).isNotEqualTo(before);
    assertTree(source);
  }

  @Test
  void shouldNeverReadInACircleWhateverGetsLost() {
    broadcast();
    Random random = new Random(11);
    world.lose(10);
    for (int second = 0; second < 30; second++) {
      if (random.nextInt(4) == 0) {
        world.crashOne();
      }
      world.pass(Duration.ofSeconds(1));
      assertNoCircle();
    }
    world.lose(0);
    world.pass(Duration.ofSeconds(15));
    assertThat(hop("ap-southeast").from()).isEqualTo("us-east");
  }

  private void assertNoCircle() {
    Map<URI, Set<URI>> reads = new HashMap<>();
    for (HeardAgent agent : world.agents()) {
      Source.Upstream upstream = agent.upstream(RELAY);
      Set<URI> all = reads.computeIfAbsent(relayOf(agent), url -> new HashSet<>());
      if (upstream != null) {
        all.add(upstream.url());
        all.add(upstream.fallback());
      }
    }
    reads.keySet().forEach(relay -> assertEnds(reads, relay, Set.of()));
  }

  private static void assertEnds(Map<URI, Set<URI>> reads, URI at, Set<URI> above) {
    assertThat(above).as("%s in %s", at, reads).doesNotContain(at);
    Set<URI> below = new HashSet<>(above);
    below.add(at);
    for (URI next : reads.getOrDefault(at, Set.of())) {
      if (next != null) {
        assertEnds(reads, next, below);
      }
    }
  }
}
