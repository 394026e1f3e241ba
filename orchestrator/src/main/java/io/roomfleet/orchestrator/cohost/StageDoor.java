package io.roomfleet.orchestrator.cohost;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.CohostReply.Refused;
import io.roomfleet.orchestrator.cohost.CohostSession.Decision;
import io.roomfleet.orchestrator.cohost.stage.Token;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets people of a stage in by the token of their seat, for what concerns themselves. Pure.
 *
 * <p>A token of which the time is over lets nobody in, also when nobody had noticed. That of a
 * session that is over is good for as long as it would have been, to see how it ended.
 */
final class StageDoor {
  static final Refused NOT_KNOWN =
      new Refused(
          Code.UNAUTHENTICATED,
          "Authorization: not the token of that seat, or no more (expected: the newest one)");

  private StageDoor() {}

  /** What is decided for one who asks by a token. */
  static Decision decide(CohostState state, CohostMessage.ByToken asks, Instant now) {
    CohostDraft draft = new CohostDraft(state, now);
    if (!admits(draft.state(), asks.seatId(), asks.tokenHash(), now)) {
      return new Decision(draft.events(), NOT_KNOWN);
    }
    CohostCommand command = asks.command();
    Asker asker = new Asker("seat:" + asks.seatId(), asks.seatId(), asks.requestId(), null);
    return command == null
        ? new Decision(draft.events(), null)
        : CohostSession.decide(state, command, asker, now);
  }

  private static boolean admits(CohostState state, String seatId, String hash, Instant now) {
    Token token = state.stage().tokens().get(seatId);
    byte[] known = (token == null ? Token.NOBODY : token.hash()).getBytes(US_ASCII);
    boolean same = MessageDigest.isEqual(known, hash.getBytes(US_ASCII));
    Instant until = token == null ? null : token.until();
    return same && until != null && now.isBefore(until);
  }

  /** The answer to one who was let in, once it is kept. */
  static CohostReply answer(CohostState then, String seatId, Instant now) {
    Token token = then.stage().tokens().get(seatId);
    @Nullable Instant until = token == null ? null : token.until();
    Set<String> byBrowser =
        then.seats().values().stream()
            .filter(seat -> byBrowser(then, seat))
            .map(Seat::id)
            .collect(Collectors.toUnmodifiableSet());
    return new CohostReply.Admitted(CohostMapper.toDto(then, now), seatId, until, byBrowser);
  }

  /** As {@link MixPlans} has it: guests, and hosts for whom somebody joined. */
  private static boolean byBrowser(CohostState state, Seat seat) {
    return !seat.spec().isHost() || state.stage().tokens().containsKey(seat.id());
  }
}
