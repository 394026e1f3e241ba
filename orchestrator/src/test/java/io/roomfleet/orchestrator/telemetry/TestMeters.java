package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.telemetry.meter.BeaconLog;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand;
import io.roomfleet.orchestrator.telemetry.meter.MeterEntity;
import io.roomfleet.orchestrator.telemetry.meter.MeterSettings;
import io.roomfleet.orchestrator.telemetry.meter.MeterStores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Real Meters without a cluster around them. Those that were killed come up again when asked. */
public final class TestMeters implements Meters {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ActorSystem<?> system;
  private final InstantSource clock;
  private final MeterSettings settings;
  private final MeterStores stores;
  private final Map<String, ActorRef<MeterCommand>> running = new ConcurrentHashMap<>();

  /** How many pages of windows were asked for. */
  public final AtomicInteger pages = new AtomicInteger();

  /** From now on no Meter is told of what is written. */
  public volatile boolean deaf;

  public TestMeters(
      ActorSystem<?> system, InstantSource clock, MeterSettings settings, MeterStores stores) {
    this.system = system;
    this.clock = clock;
    this.settings = settings;
    this.stores = stores;
  }

  /** All Meters die as their nodes would; what they had in memory is gone. */
  public void killAll() {
    running
        .values()
        .forEach(meter -> Adapter.toClassic(meter).tell(PoisonPill.getInstance(), null));
    running.clear();
  }

  private ActorRef<MeterCommand> meter(String roomId, String subRoomId) {
    return running.computeIfAbsent(
        Ids.subRoomKey(roomId, subRoomId),
        key ->
            system.systemActorOf(
                MeterEntity.create(key, system.ignoreRef(), clock, settings, stores),
                "meter-" + UUID.randomUUID(),
                Props.empty()));
  }

  @Override
  public CompletionStage<?> open(String roomId, String subRoomId) {
    return AskPattern.<MeterCommand, MeterCommand.Opened>ask(
        meter(roomId, subRoomId), MeterCommand.Open::new, PATIENCE, system.scheduler());
  }

  @Override
  public void tell(String roomId, String subRoomId, long bucket, BeaconLog.Entry entry) {
    if (!deaf) {
      meter(roomId, subRoomId).tell(new MeterCommand.Heard(bucket, entry.batch(), entry.rows()));
    }
  }

  @Override
  public CompletionStage<MeterCommand.Windows> page(
      String roomId, String subRoomId, long from, long to) {
    pages.incrementAndGet();
    return AskPattern.ask(
        meter(roomId, subRoomId),
        replyTo -> new MeterCommand.Recent(from, to, replyTo),
        PATIENCE,
        system.scheduler());
  }
}
