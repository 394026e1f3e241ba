package io.roomfleet.orchestrator.subroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionSummary;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;

/** Three regions with plenty of room, and sub-rooms that play in one of them or leave it. */
final class MoveStage implements AutoCloseable {
  static final String EVACUATED = "region eu-west is evacuated";

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.provider = local")
              .withFallback(ConfigFactory.load()));
  private final FleetView fleet =
      new FleetView(
          Map.of(
              "eu-west", ZoneId.of("Europe/Dublin"),
              "eu-north", ZoneId.of("Europe/Stockholm"),
              "us-east", ZoneId.of("America/New_York")),
          Policies.DEFAULT);
  private final ActorRef<RegionCommand.Released> freed =
      kit.createTestProbe(RegionCommand.Released.class).ref();

  MoveStage() {
    Amount plenty = new Amount(8_000_000, 1_000_000_000, 10_000);
    kit.spawn(
        fleet.listener(
            kit.spawn(Topic.create(RegionSummary.class, "summaries")),
            (region, command) -> {
              AgentSnapshot agent =
                  new AgentSnapshot(region + "-1", true, false, null, plenty, Amount.ZERO);
              RegionSummary summary = new RegionSummary(region, List.of(agent), Set.of(), 0);
              ((RegionCommand.Describe) command)
                  .replyTo()
                  .tell(new RegionCommand.Description(summary, null, null, List.of()));
            }));
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(fleet.isComplete()).isTrue();
              return null;
            });
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  /** One that runs nowhere yet. */
  MoveBench nowhere() {
    return new MoveBench(fleet, freed, null);
  }

  /** One that plays in eu-west. */
  MoveBench bench(String wantedRegion) {
    return new MoveBench(fleet, freed, wantedRegion).playingIn("eu-west");
  }

  /** On its way from eu-west to eu-north, where it is ordered. */
  MoveBench leaving() {
    MoveBench bench = bench(null);
    bench.says("eu-west", bench.held("eu-west", 1, 3, Phase.RUNNING, EVACUATED));
    assertThat(bench.happened()).containsExactly("Moving");
    return bench;
  }

  /** On its way, and held by an agent there which has not started yet. */
  MoveBench arriving() {
    MoveBench bench = leaving();
    bench.says("eu-north", bench.held("eu-north", 1, 1, null, null));
    assertThat(bench.happened()).containsExactly("Moving", "NextPlaced");
    return bench;
  }

  static void assertAlwaysLive(MoveBench bench) {
    assertThat(bench.statuses()).containsOnly(SubRoomStatus.LIVE);
  }
}
