package io.roomfleet.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {
  private final ActorTestKit kit = ActorTestKit.create("pekko.actor.provider = local");
  private final FleetView fleet =
      new FleetView(Map.of("eu-west", ZoneId.of("Europe/Dublin")), Policies.DEFAULT);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final FleetMetrics metrics = new FleetMetrics(registry, fleet);

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  private List<String> scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PrometheusTextFormatWriter(false).write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void shouldCountEventsByType() throws IOException {
    metrics.kept("room.started");
    metrics.kept("room.started");
    assertThat(scrape()).contains("roomfleet_room_events_total{type=\"room.started\"} 2.0");
  }

  @Test
  void shouldTellHowPeopleComeInByRegionAlone() throws IOException {
    metrics.cameIn("eu-west", new WebRtcQuality(0.03, 60, 250));
    metrics.cameIn("eu-west", new WebRtcQuality(0.001, 4, null));
    assertThat(scrape())
        .contains(
            "roomfleet_stage_packet_loss_ratio_bucket{region=\"eu-west\",le=\"0.02\"} 1",
            "roomfleet_stage_packet_loss_ratio_bucket{region=\"eu-west\",le=\"0.05\"} 2",
            "roomfleet_stage_jitter_seconds_bucket{region=\"eu-west\",le=\"0.05\"} 1",
            "roomfleet_stage_jitter_seconds_count{region=\"eu-west\"} 2",
            "roomfleet_stage_round_trip_seconds_bucket{region=\"eu-west\",le=\"0.2\"} 0",
            "roomfleet_stage_round_trip_seconds_count{region=\"eu-west\"} 1");
  }

  @Test
  void shouldAddUpWhatTheHeardAgentsOfARegionHave() throws IOException {
    RegionSummary summary =
        new RegionSummary(
            "eu-west",
            List.of(
                agent("a", true, new Amount(4_000, 1_000, 10), new Amount(500, 100, 1)),
                agent("b", true, new Amount(2_000, 500, 5), new Amount(250, 50, 2)),
                agent("c", false, new Amount(9_000, 9_000, 9), Amount.ZERO)),
            Set.of(),
            3);
    kit.spawn(
        fleet.listener(
            kit.spawn(Topic.create(RegionSummary.class, "summaries")),
            (region, command) -> {
              if (command instanceof RegionCommand.Describe describe) {
                describe
                    .replyTo()
                    .tell(new RegionCommand.Description(summary, null, null, List.of()));
              }
            }));
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(fleet.isComplete()).isTrue();
              return null;
            });
    assertThat(scrape())
        .contains(
            "roomfleet_region_agents{heard=\"true\",region=\"eu-west\"} 2.0",
            "roomfleet_region_agents{heard=\"false\",region=\"eu-west\"} 1.0",
            "roomfleet_region_transcode_units{of=\"capacity\",region=\"eu-west\"} 6.0",
            "roomfleet_region_transcode_units{of=\"reserved\",region=\"eu-west\"} 0.75",
            "roomfleet_region_egress_bits_per_second{of=\"reserved\",region=\"eu-west\"} 150000.0",
            "roomfleet_region_slots{of=\"capacity\",region=\"eu-west\"} 15.0");
  }

  private static AgentSnapshot agent(String id, boolean heard, Amount capacity, Amount reserved) {
    return new AgentSnapshot(id, heard, false, null, capacity, reserved);
  }
}
