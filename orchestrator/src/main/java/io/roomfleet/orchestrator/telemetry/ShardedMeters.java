package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.telemetry.meter.BeaconLog;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand;
import io.roomfleet.orchestrator.telemetry.meter.MeterEntity;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/** Meters by cluster sharding. */
public record ShardedMeters(ClusterSharding sharding) implements Meters {
  /** A Meter that comes up reads its log first. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public CompletionStage<?> open(String roomId, String subRoomId) {
    return ref(roomId, subRoomId).<MeterCommand.Opened>ask(MeterCommand.Open::new, PATIENCE);
  }

  @Override
  public void tell(String roomId, String subRoomId, long bucket, BeaconLog.Entry entry) {
    ref(roomId, subRoomId).tell(new MeterCommand.Heard(bucket, entry.batch(), entry.rows()));
  }

  @Override
  public CompletionStage<MeterCommand.Windows> page(
      String roomId, String subRoomId, long from, long to) {
    return ref(roomId, subRoomId)
        .<MeterCommand.Windows>ask(replyTo -> new MeterCommand.Recent(from, to, replyTo), PATIENCE);
  }

  private EntityRef<MeterCommand> ref(String roomId, String subRoomId) {
    return sharding.entityRefFor(MeterEntity.TYPE_KEY, Ids.subRoomKey(roomId, subRoomId));
  }
}
