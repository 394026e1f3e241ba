package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.placement.RegionSnapshot;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
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
  private final Map<String, RegionSummary> summaries = new ConcurrentHashMap<>();

  /**
   * @param regions the configured regions with their zones
   */
  public FleetView(Map<String, ZoneId> regions) {
    this.regions = new TreeMap<>(regions);
  }

  /** The regions heard of, by id. */
  public List<RegionSnapshot> regions() {
    List<RegionSnapshot> snapshots = new ArrayList<>();
    regions.forEach(
        (id, zone) -> {
          RegionSummary summary = summaries.get(id);
          if (summary != null) {
            snapshots.add(new RegionSnapshot(id, zone, summary.agents()));
          }
        });
    return snapshots;
  }

  /** True once every configured region was heard of. */
  public boolean isComplete() {
    return summaries.keySet().containsAll(regions.keySet());
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
                                summaries.put(heard.summary().region(), heard.summary());
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
