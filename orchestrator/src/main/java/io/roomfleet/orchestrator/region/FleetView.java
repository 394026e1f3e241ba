package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.placement.price.LatencyMatrix;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * What this node last heard of every region: at most about a second old, and only a guide. The
 * ledgers decide. Any thread may read it.
 */
public final class FleetView {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<String, ZoneId> regions;
  private final PlacementPolicy configured;
  private volatile PlacementPolicy policy;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /**
   * A region as it was last heard of. What this node sent there since may be missing in it, and of
   * what it sent before that, the last may have come too late for it: both count as unseen.
   */
  private record Seen(RegionSnapshot region, Amount sentBefore, Amount sentSince) {
    Seen next(RegionSnapshot newer) {
      return new Seen(newer, sentSince, Amount.ZERO);
    }

    Seen sent(Amount amount) {
      return new Seen(region, sentBefore, sentSince.plus(amount));
    }

    RegionSnapshot snapshot() {
      return region.withUnseen(sentBefore.plus(sentSince));
    }
  }

  /**
   * @param regions the configured regions with their zones
   */
  public FleetView(Map<String, ZoneId> regions, PlacementPolicy policy) {
    this.regions = new TreeMap<>(regions);
    this.configured = policy;
    this.policy = policy;
  }

  /** By which regions are ranked: as configured, with the distances that viewers measured. */
  public PlacementPolicy policy() {
    return policy;
  }

  /** Takes the configured distances, corrected by what viewers measured. */
  public void distances(LatencyMatrix corrected) {
    policy = configured.with(corrected);
  }

  /** The configured regions with their zones, heard of or not. */
  public Map<String, ZoneId> zones() {
    return Collections.unmodifiableMap(regions);
  }

  /** The regions heard of, by id. */
  public List<RegionSnapshot> regions() {
    List<RegionSnapshot> snapshots = new ArrayList<>();
    for (String id : regions.keySet()) {
      Seen last = seen.get(id);
      if (last != null) {
        snapshots.add(last.snapshot());
      }
    }
    return snapshots;
  }

  /** An order for so much is on its way to a region, which does not show it yet. */
  public void sent(String region, Amount amount) {
    seen.computeIfPresent(region, (id, last) -> last.sent(amount));
  }

  private void heard(RegionSummary summary) {
    ZoneId zone = regions.get(summary.region());
    if (zone != null) {
      RegionSnapshot newer =
          RegionSnapshot.of(summary.region(), zone, summary.agents(), summary.lines());
      seen.compute(
          summary.region(),
          (id, last) ->
              last == null ? new Seen(newer, Amount.ZERO, Amount.ZERO) : last.next(newer));
    }
  }

  /** True once every configured region was heard of. */
  public boolean isComplete() {
    return seen.keySet().containsAll(regions.keySet());
  }

  private record Heard(RegionSummary summary) implements Message {}

  private record Ask() implements Message {}

  private sealed interface Message {}

  /**
   * The actor that keeps this view: it listens to the ledgers, and asks those it does not hear,
   * which wakes them after a restart.
   *
   * @param ledger sends a command to a region's ledger
   */
  public Behavior<Void> listener(
      ActorRef<Topic.Command<RegionSummary>> topic, BiConsumer<String, RegionCommand> ledger) {
    Behavior<Message> listener =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> {
                      topic.tell(
                          Topic.subscribe(context.messageAdapter(RegionSummary.class, Heard::new)));
                      ActorRef<RegionCommand.Description> answers =
                          context.messageAdapter(
                              RegionCommand.Description.class, d -> new Heard(d.summary()));
                      Map<String, Long> heardAt = new TreeMap<>();
                      timers.startTimerWithFixedDelay(
                          new Ask(), Duration.ZERO, PATIENCE.dividedBy(5));
                      return Behaviors.receive(Message.class)
                          .onMessage(
                              Heard.class,
                              heard -> {
                                heard(heard.summary());
                                heardAt.put(heard.summary().region(), System.nanoTime());
                                return Behaviors.same();
                              })
                          .onMessage(
                              Ask.class,
                              ask -> {
                                long now = System.nanoTime();
                                for (String region : regions.keySet()) {
                                  Long at = heardAt.get(region);
                                  if (at == null || now - at > PATIENCE.toNanos()) {
                                    ledger.accept(
                                        region, new RegionCommand.Describe(false, answers));
                                  }
                                }
                                return Behaviors.same();
                              })
                          .build();
                    }));
    return Behaviors.setup(
        context -> {
          context.spawn(listener, "listener");
          return Behaviors.empty();
        });
  }
}
