package io.roomfleet.orchestrator.region;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.Amount;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger tells the owner of an order, at its asking and on every change. May come late,
 * twice, or not at all.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LedgerWord.Held.class, name = "held"),
  @JsonSubTypes.Type(value = LedgerWord.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = LedgerWord.Dropped.class, name = "dropped"),
  @JsonSubTypes.Type(value = LedgerWord.RoomAgain.class, name = "room-again")
})
public sealed interface LedgerWord {
  long attempt();

  /**
   * An agent holds it.
   *
   * @param cause what led to this placement
   * @param state as the agent last reported this epoch, null before it did
   * @param leave that it is to go to another region; null while it may stay
   * @param copy the region's copy of its line; null for a line, and where it is read at its source
   */
  record Held(
      long attempt,
      String agentId,
      long epoch,
      URI mediaUrl,
      String why,
      List<Candidate> candidates,
      String cause,
      @Nullable AssignmentState state,
      @Nullable Leave leave,
      @Nullable RelayCopy copy)
      implements LedgerWord {}

  /**
   * The wish that an order goes to another region, since here it cannot stay. It runs on until the
   * owner has found another place and releases it.
   *
   * @param cause such as {@code region eu-west is evacuated}
   * @param deadline by which it should have gone
   * @param now false while its turn to look for another place has not come
   */
  record Leave(String cause, Instant deadline, boolean now) {}

  /** Nothing was reserved, since no agent has enough left. */
  record Refused(long attempt, Amount missing, String reason, List<Candidate> candidates)
      implements LedgerWord {}

  /** An order that was refused may find a place now. Nothing is reserved: who wants it asks. */
  record RoomAgain(long attempt) implements LedgerWord {}

  /**
   * It is not held: it was and is no longer, without the owner's wish, or the order was late.
   *
   * @param freedUpTo orders up to this attempt are late; the next one must be larger
   */
  record Dropped(long attempt, long freedUpTo, String reason) implements LedgerWord {}
}
