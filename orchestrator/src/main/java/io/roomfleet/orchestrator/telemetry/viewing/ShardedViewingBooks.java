package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.telemetry.viewing.ViewingCommand.Remembered;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** Books by cluster sharding. */
public record ShardedViewingBooks(ClusterSharding sharding) implements ViewingBooks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public CompletionStage<Remembered> recent(String roomId, String subRoomId, long from, long to) {
    return sharding
        .entityRefFor(ViewingEntity.TYPE_KEY, Ids.subRoomKey(roomId, subRoomId))
        .<Remembered>ask(replyTo -> new ViewingCommand.Recent(from, to, replyTo), PATIENCE);
  }
}
