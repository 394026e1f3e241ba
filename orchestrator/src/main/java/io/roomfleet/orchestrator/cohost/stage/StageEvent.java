package io.roomfleet.orchestrator.cohost.stage;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import java.time.Instant;

/** What happens to a session's stage. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StageEvent.Placed.class, name = "stage.placed"),
  @JsonSubTypes.Type(value = StageEvent.NotPlaced.class, name = "stage.not_placed"),
  @JsonSubTypes.Type(value = StageEvent.Lost.class, name = "stage.lost"),
  @JsonSubTypes.Type(value = StageEvent.Freed.class, name = "stage.freed"),
  @JsonSubTypes.Type(value = StageEvent.LineTold.class, name = "stage.line_told"),
  @JsonSubTypes.Type(value = StageEvent.TokenGiven.class, name = "stage.token_given"),
  @JsonSubTypes.Type(value = StageEvent.TokenOver.class, name = "stage.token_over")
})
public sealed interface StageEvent {
  Instant at();

  /** An agent has it. The place that it had in another region is to be given back. */
  record Placed(Place place, String why, String cause, Instant at) implements StageEvent {}

  /** No region has a place for it; it is tried again. */
  record NotPlaced(String reason, Instant at) implements StageEvent {}

  /** Its region holds it no more. */
  record Lost(String region, long attempt, String cause, Instant at) implements StageEvent {}

  /** What was given back is free. */
  record Freed(String region, long attempt, Instant at) implements StageEvent {}

  /** A room of the session says where its own line is. */
  record LineTold(String roomId, HostLine line, Instant at) implements StageEvent {}

  /**
   * One may connect by browser until then. What was given to that one before counts no more.
   *
   * @param hash SHA-256 of the token
   */
  record TokenGiven(String seatId, String hash, Instant until, String by, Instant at)
      implements StageEvent {}

  /** A token counts no more. Who connected by it stays. */
  record TokenOver(String seatId, Instant at) implements StageEvent {}

  /** One case each: a new kind of event does not compile until it has its case. */
  interface Cases<T> {
    T placed(Placed event);

    T notPlaced(NotPlaced event);

    T lost(Lost event);

    T freed(Freed event);

    T lineTold(LineTold event);

    T tokenGiven(TokenGiven event);

    T tokenOver(TokenOver event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Placed e) {
      return cases.placed(e);
    } else if (this instanceof NotPlaced e) {
      return cases.notPlaced(e);
    } else if (this instanceof Lost e) {
      return cases.lost(e);
    } else if (this instanceof Freed e) {
      return cases.freed(e);
    } else if (this instanceof LineTold e) {
      return cases.lineTold(e);
    } else if (this instanceof TokenGiven e) {
      return cases.tokenGiven(e);
    } else {
      return cases.tokenOver((TokenOver) this);
    }
  }
}
