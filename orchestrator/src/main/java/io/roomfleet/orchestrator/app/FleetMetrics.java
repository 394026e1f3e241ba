package io.roomfleet.orchestrator.app;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.region.FleetView;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the fleet has and does, for Prometheus. Of regions each node shows what it last heard, so
 * that of several nodes the largest is to be taken, not the sum; events count on the node that kept
 * them. No room's id is a label.
 */
final class FleetMetrics {
  private final Counter events;
  private final Histogram loss;
  private final Histogram jitter;
  private final Histogram roundTrip;

  FleetMetrics(PrometheusRegistry registry, FleetView fleet) {
    events =
        Counter.builder()
            .name("roomfleet_room_events_total")
            .help("Events of live rooms and their sub-rooms that this node kept, by type.")
            .labelNames("type")
            .register(registry);
    loss =
        ofStage(
            registry,
            "roomfleet_stage_packet_loss_ratio",
            "Part of the packets that did not come from people on stages, as it was reported.",
            0.005,
            0.01,
            0.02,
            0.05,
            0.1,
            0.2,
            0.5);
    jitter =
        ofStage(
            registry,
            "roomfleet_stage_jitter_seconds",
            "Jitter of what comes from people on stages, as it was reported.",
            0.005,
            0.01,
            0.02,
            0.03,
            0.05,
            0.1,
            0.2);
    roundTrip =
        ofStage(
            registry,
            "roomfleet_stage_round_trip_seconds",
            "From stages to people on them and back, as it was reported.",
            0.025,
            0.05,
            0.1,
            0.2,
            0.3,
            0.4,
            0.6,
            1);
    agents(registry, fleet);
    side(
        registry,
        fleet,
        "roomfleet_region_transcode_units",
        "Transcode units of the region's agents that are heard, by what is declared and reserved.",
        amount -> amount.milliUnits() / 1000.0);
    side(
        registry,
        fleet,
        "roomfleet_region_egress_bits_per_second",
        "Egress of the region's agents that are heard, by what is declared and reserved.",
        amount -> amount.kbps() * 1000.0);
    side(
        registry,
        fleet,
        "roomfleet_region_slots",
        "Slots of the region's agents that are heard, by what is declared and reserved.",
        Amount::slots);
  }

  /** An event was kept. */
  void kept(String type) {
    events.labelValues(type).inc();
  }

  /** It was said how somebody comes in at a stage in a region. */
  void cameIn(String region, WebRtcQuality quality) {
    loss.labelValues(region).observe(quality.loss());
    jitter.labelValues(region).observe(quality.jitterMillis() / 1000);
    Integer millis = quality.roundTripMillis();
    if (millis != null) {
      roundTrip.labelValues(region).observe(millis / 1000.0);
    }
  }

  private static Histogram ofStage(
      PrometheusRegistry registry, String name, String help, double... bounds) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames("region")
        .classicOnly()
        .classicUpperBounds(bounds)
        .register(registry);
  }

  private static void agents(PrometheusRegistry registry, FleetView fleet) {
    GaugeWithCallback.builder()
        .name("roomfleet_region_agents")
        .help("Agents of the region that the ledger knows, by whether their heartbeats come.")
        .labelNames("region", "heard")
        .callback(
            gauge -> {
              for (RegionSnapshot region : fleet.regions()) {
                List<AgentSnapshot> agents = region.agents().rows();
                long heard = agents.stream().filter(AgentSnapshot::heard).count();
                gauge.call(heard, region.id(), "true");
                gauge.call(agents.size() - heard, region.id(), "false");
              }
            })
        .register(registry);
  }

  private static void side(
      PrometheusRegistry registry,
      FleetView fleet,
      String name,
      String help,
      ToDoubleFunction<Amount> side) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("region", "of")
        .callback(
            gauge -> {
              for (RegionSnapshot region : fleet.regions()) {
                Amount capacity = sum(region, AgentSnapshot::capacity);
                Amount reserved = sum(region, AgentSnapshot::reserved);
                gauge.call(side.applyAsDouble(capacity), region.id(), "capacity");
                gauge.call(side.applyAsDouble(reserved), region.id(), "reserved");
              }
            })
        .register(registry);
  }

  private static Amount sum(RegionSnapshot region, Function<AgentSnapshot, Amount> of) {
    return region.agents().rows().stream()
        .filter(AgentSnapshot::heard)
        .map(of)
        .reduce(Amount.ZERO, Amount::plus);
  }
}
