package io.roomfleet.orchestrator.cohost.desk;

import io.roomfleet.orchestrator.cohost.CohostCommand;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.CohostMessage;
import io.roomfleet.orchestrator.cohost.CohostMode;
import io.roomfleet.orchestrator.cohost.CohostReply;
import io.roomfleet.orchestrator.cohost.CohostSpec;
import io.roomfleet.orchestrator.cohost.CohostTimes;
import io.roomfleet.orchestrator.cohost.SeatSpec;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.pool.PoolEntry;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What the pool says to the session of a match. Each may be said again, and changes it once. */
public final class PoolCalls {
  private static final String BY = "pk-pool";

  private PoolCalls() {}

  /**
   * The session is to be there.
   *
   * @param rooms at least two; the first owns it
   */
  public static CohostMessage create(
      String sessionId, List<PoolEntry> rooms, ActorRef<CohostReply> replyTo) {
    CohostSpec spec =
        new CohostSpec(
            CohostMode.PK,
            rooms.stream().map(PoolCalls::seat).toList(),
            rooms.size() > 2 ? new Layout(Layout.Kind.GRID, List.of()) : Layout.SIDE_BY_SIDE,
            CohostTimes.DEFAULT,
            PkRules.DEFAULT);
    Asker asker = new Asker(BY, rooms.get(0).room().hostId(), sessionId, null);
    return new CohostMessage.Create(spec, asker, replyTo);
  }

  private static SeatSpec seat(PoolEntry entry) {
    return new SeatSpec(
        entry.room().hostId(), SeatSpec.Kind.HOST, entry.room().roomId(), entry.name(), null);
  }

  /** One who is invited comes: who waits is willing. */
  public static CohostMessage accept(
      String sessionId, String seatId, ActorRef<CohostReply> replyTo) {
    Asker asker = new Asker(BY, null, sessionId + "/" + seatId, null);
    return new CohostMessage.Tell(new CohostCommand.Accept(seatId), asker, replyTo);
  }
}
