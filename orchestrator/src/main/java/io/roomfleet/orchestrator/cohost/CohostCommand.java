package io.roomfleet.orchestrator.cohost;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session is asked for by people. The seats that are named are ids. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CohostCommand.Invite.class, name = "invite"),
  @JsonSubTypes.Type(value = CohostCommand.Ask.class, name = "ask"),
  @JsonSubTypes.Type(value = CohostCommand.Accept.class, name = "accept"),
  @JsonSubTypes.Type(value = CohostCommand.Decline.class, name = "decline"),
  @JsonSubTypes.Type(value = CohostCommand.Join.class, name = "join"),
  @JsonSubTypes.Type(value = CohostCommand.Leave.class, name = "leave"),
  @JsonSubTypes.Type(value = CohostCommand.Remove.class, name = "remove"),
  @JsonSubTypes.Type(value = CohostCommand.Mute.class, name = "mute"),
  @JsonSubTypes.Type(value = CohostCommand.HandOver.class, name = "hand_over"),
  @JsonSubTypes.Type(value = CohostCommand.Lock.class, name = "lock"),
  @JsonSubTypes.Type(value = CohostCommand.Arrange.class, name = "arrange"),
  @JsonSubTypes.Type(value = CohostCommand.Extend.class, name = "extend"),
  @JsonSubTypes.Type(value = CohostCommand.Rematch.class, name = "rematch"),
  @JsonSubTypes.Type(value = CohostCommand.Count.class, name = "count"),
  @JsonSubTypes.Type(value = CohostCommand.End.class, name = "end")
})
public sealed interface CohostCommand {
  /**
   * Who asks, and by which request.
   *
   * @param by for people
   * @param seatId the one in the session who asks; null for an operator, who may do everything
   * @param requestId one that was done before changes nothing more
   * @param expectedRevision null for any
   */
  record Asker(
      String by, @Nullable String seatId, String requestId, @Nullable Long expectedRevision) {}

  /** Invite one more; in COHOST and VOICE_CHAT. By the owner. */
  record Invite(SeatSpec seat) implements CohostCommand {}

  /** Ask to come up, as a viewer; in COHOST and VOICE_CHAT. */
  record Ask(SeatSpec seat) implements CohostCommand {}

  /** Come, by the one who is invited; or let one come who asks, by the owner. */
  record Accept(String seatId) implements CohostCommand {}

  /** Do not come, or do not let one come. */
  record Decline(String seatId, String reason) implements CohostCommand {}

  /**
   * Connect by browser with the token that has this hash. A repeat brings another token, so it
   * changes the session again.
   *
   * @param until the first instant at which nobody can connect by it any more
   */
  record Join(String seatId, String tokenHash, Instant until) implements CohostCommand {}

  /** Go. */
  record Leave(String seatId, String reason) implements CohostCommand {}

  /** Send one out, by the owner. Who was sent out cannot ask to come up again. */
  record Remove(String seatId, String reason) implements CohostCommand {}

  /** Mute one, or not. What the owner muted only the owner unmutes. */
  record Mute(String seatId, boolean muted) implements CohostCommand {}

  /** Make another host the owner, by the owner. */
  record HandOver(String seatId) implements CohostCommand {}

  /** Let nobody be invited or ask any more, or let them again; by the owner. */
  record Lock(boolean locked) implements CohostCommand {}

  /** Arrange the picture, by the owner. */
  record Arrange(Layout layout) implements CohostCommand {}

  /**
   * Let the round last longer, by the owner.
   *
   * @param more over 0; a round lasts an hour at most
   */
  record Extend(Duration more) implements CohostCommand {}

  /** Want another round, in the time after one. It begins when all hosts want it. */
  record Rematch(String seatId) implements CohostCommand {}

  /**
   * Count points: all of them that were not counted before, or, if one cannot be counted, none.
   *
   * @param scores 1 to {@link #MOST_SCORES}
   */
  record Count(List<Score> scores) implements CohostCommand {
    public static final int MOST_SCORES = 500;
  }

  /** End the session, by the owner. */
  record End(String reason) implements CohostCommand {}

  /** One case each: a new kind of command does not compile until it has its case. */
  interface Cases<T> {
    T invite(Invite command);

    T ask(Ask command);

    T accept(Accept command);

    T decline(Decline command);

    T join(Join command);

    T leave(Leave command);

    T remove(Remove command);

    T mute(Mute command);

    T handOver(HandOver command);

    T lock(Lock command);

    T arrange(Arrange command);

    T extend(Extend command);

    T rematch(Rematch command);

    T count(Count command);

    T end(End command);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Invite c) {
      return cases.invite(c);
    } else if (this instanceof Ask c) {
      return cases.ask(c);
    } else if (this instanceof Accept c) {
      return cases.accept(c);
    } else if (this instanceof Decline c) {
      return cases.decline(c);
    } else if (this instanceof Join c) {
      return cases.join(c);
    } else if (this instanceof Leave c) {
      return cases.leave(c);
    } else if (this instanceof Remove c) {
      return cases.remove(c);
    } else if (this instanceof Mute c) {
      return cases.mute(c);
    } else if (this instanceof HandOver c) {
      return cases.handOver(c);
    } else if (this instanceof Lock c) {
      return cases.lock(c);
    } else if (this instanceof Arrange c) {
      return cases.arrange(c);
    } else if (this instanceof Extend c) {
      return cases.extend(c);
    } else if (this instanceof Rematch c) {
      return cases.rematch(c);
    } else if (this instanceof Count c) {
      return cases.count(c);
    } else {
      return cases.end((End) this);
    }
  }
}
