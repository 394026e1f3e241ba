package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.orchestrator.cohost.Seat.Exit;
import io.roomfleet.orchestrator.cohost.pk.PkBoard;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What follows by itself from the state of a session, at once. Pure.
 *
 * <ol>
 *   <li>Enough have accepted: in PK and ONE_TO_ONE all, else two. Who accepts later comes later.
 *   <li>All rooms with which it begins are in it: all connect. All who are left are connected: it
 *       is live, and a PK's first round begins.
 *   <li>Too few are left: in PK and ONE_TO_ONE, before it is live, when one is out; in a round,
 *       when fewer than two teams are left; else, when fewer than two are. Before it is live it
 *       declines, expires or fails, later it ends.
 *   <li>The owner is out: the next host owns it; before it is live, it is over.
 *   <li>All hosts want a rematch: the next round begins.
 * </ol>
 */
final class Consequences {
  private static final String BY = "session";

  private Consequences() {}

  /** The first of what follows; null when nothing does. */
  static @Nullable CohostEvent next(CohostState state, Instant now) {
    return switch (state.status()) {
      case INVITED -> invited(state, now);
      case ACCEPTED -> accepted(state, now);
      case CONNECTING -> connecting(state, now);
      case LIVE -> live(state, now);
      case SCORING -> scoring(state, now);
      case PUNISHMENT -> punishment(state, now);
      case ENDED, DECLINED, EXPIRED, FAILED -> null;
    };
  }

  private static @Nullable CohostEvent invited(CohostState state, Instant now) {
    List<Seat> active = state.active().toList();
    boolean open = state.seats().values().stream().anyMatch(Seat::isOpen);
    boolean all = state.spec().mode().allMustCome();
    boolean lost = all && state.seats().values().stream().anyMatch(Seat::isOut);
    if (isOut(state, state.owner()) || lost || (!open && active.size() < fewest(state))) {
      return ended(notAccepted(state), whyOut(state), now);
    }
    boolean enough = all ? !open : active.size() >= fewest(state);
    return enough ? begun(state, active, now) : null;
  }

  private static CohostStatus notAccepted(CohostState state) {
    Set<Exit> exits =
        state.seats().values().stream()
            .map(Seat::exit)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    if (isOut(state, state.owner())) {
      return CohostStatus.ENDED;
    } else if (exits.contains(Exit.DECLINED)) {
      return CohostStatus.DECLINED;
    }
    return exits.contains(Exit.EXPIRED) ? CohostStatus.EXPIRED : CohostStatus.ENDED;
  }

  /** Rooms are asked for in the order of their ids: of sessions that cross, one gets them all. */
  private static CohostEvent begun(CohostState state, List<Seat> active, Instant now) {
    Instant until = now.plus(state.spec().times().reserveFor());
    List<Claim> claims = new ArrayList<>();
    List<Seat> hosts =
        active.stream()
            .filter(seat -> seat.spec().isHost())
            .sorted(Comparator.comparing(seat -> seat.spec().roomId()))
            .toList();
    long attempt = state.attempts();
    for (Seat host : hosts) {
      String room = host.spec().roomId();
      claims.add(new Claim(room, host.id(), ++attempt, Claim.State.ASKED, until, true, null));
    }
    return new CohostEvent.SessionAccepted(
        active.stream().map(Seat::id).toList(), List.copyOf(claims), until, now);
  }

  private static @Nullable CohostEvent accepted(CohostState state, Instant now) {
    CohostEvent failed = failed(state, now);
    boolean waits =
        state.claims().values().stream()
            .anyMatch(
                claim ->
                    claim.founding()
                        && (claim.state() == Claim.State.ASKED
                            || claim.state() == Claim.State.HELD));
    return failed != null || waits
        ? failed
        : new CohostEvent.Connecting(now.plus(state.spec().times().connectFor()), now);
  }

  private static @Nullable CohostEvent connecting(CohostState state, Instant now) {
    CohostEvent failed = failed(state, now);
    boolean waits =
        state.active().anyMatch(seat -> seat.founding() && seat.state() == Seat.State.CONNECTING);
    long joined = state.active().filter(seat -> seat.state() == Seat.State.JOINED).count();
    return failed != null || waits || joined < fewest(state)
        ? failed
        : new CohostEvent.WentLive(now);
  }

  private static @Nullable CohostEvent failed(CohostState state, Instant now) {
    boolean lost =
        state.spec().mode().allMustCome() && state.seats().values().stream().anyMatch(Seat::isOut);
    boolean few = state.active().count() < fewest(state);
    if (!lost && !few && !isOut(state, state.owner())) {
      return null;
    }
    Seat out = whoIsOut(state);
    boolean byWill = out != null && (out.exit() == Exit.LEFT || out.exit() == Exit.REMOVED);
    return ended(byWill ? CohostStatus.ENDED : CohostStatus.FAILED, whyOut(state), now);
  }

  private static @Nullable CohostEvent live(CohostState state, Instant now) {
    if (state.active().count() < fewest(state)) {
      return tooFew(state, now);
    }
    CohostEvent handedOver = handedOver(state, now);
    return handedOver != null || state.spec().mode() != CohostMode.PK
        ? handedOver
        : round(state, now);
  }

  private static @Nullable CohostEvent scoring(CohostState state, Instant now) {
    PkBoard board = state.board();
    if (board.hasResult()) {
      PkResult result = board.results().get(board.results().size() - 1);
      String reason = "round %d is over: %s".formatted(result.round(), inWords(result));
      return ended(CohostStatus.ENDED, reason, now);
    }
    Set<String> left = teamsLeft(state);
    return left.size() < 2
        ? new CohostEvent.PkEnded(board.byForfeit(left, now), null, now)
        : handedOver(state, now);
  }

  private static String inWords(PkResult result) {
    return result.winner() == null
        ? result.how().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        : "%s won by %s".formatted(result.winner(), result.how().name().toLowerCase(Locale.ROOT));
  }

  private static @Nullable CohostEvent punishment(CohostState state, Instant now) {
    if (teamsLeft(state).size() < 2) {
      return tooFew(state, now);
    }
    CohostEvent handedOver = handedOver(state, now);
    boolean all =
        state
            .active()
            .filter(seat -> seat.spec().isHost())
            .allMatch(seat -> state.board().rematch().contains(seat.spec().roomId()));
    return handedOver != null || !all ? handedOver : round(state, now);
  }

  /** The first round, or the next one, of those who are there. */
  private static CohostEvent round(CohostState state, Instant now) {
    PkRules rules = Objects.requireNonNull(state.spec().pk());
    Map<String, String> teams = new LinkedHashMap<>();
    state
        .active()
        .filter(seat -> seat.spec().isHost())
        .forEach(seat -> teams.put(seat.spec().roomId(), seat.spec().teamOrRoom()));
    Instant startsAt = now.plus(rules.countdown());
    int round = state.pk() == null ? 1 : state.pk().round() + 1;
    return new CohostEvent.PkStarted(round, teams, startsAt, startsAt.plus(rules.duration()), now);
  }

  private static Set<String> teamsLeft(CohostState state) {
    return state
        .active()
        .filter(seat -> seat.spec().isHost())
        .map(seat -> seat.spec().teamOrRoom())
        .collect(Collectors.toSet());
  }

  private static @Nullable CohostEvent handedOver(CohostState state, Instant now) {
    if (!isOut(state, state.owner())) {
      return null;
    }
    String next =
        state
            .active()
            .filter(seat -> seat.spec().isHost())
            .min(Comparator.comparing(seat -> seat.state() != Seat.State.JOINED))
            .map(Seat::id)
            .orElse(null);
    return next == null
        ? ended(CohostStatus.ENDED, "no host is left", now)
        : new CohostEvent.HandedOver(state.owner(), next, null, null, now);
  }

  private static CohostEvent tooFew(CohostState state, Instant now) {
    List<String> left = state.active().map(Seat::id).toList();
    String reason = "left are %s (expected: 2 or more%s)";
    String teams = state.spec().mode() == CohostMode.PK ? " teams" : "";
    return ended(CohostStatus.ENDED, reason.formatted(left, teams), now);
  }

  private static CohostEvent ended(CohostStatus status, String reason, Instant now) {
    return new CohostEvent.Ended(status, reason, BY, null, now);
  }

  /**
   * Because of whom it does not come to be: its owner, or else the last of those with whom it
   * begins, or else the last of the others.
   */
  private static @Nullable Seat whoIsOut(CohostState state) {
    Seat owner = state.seat(state.owner());
    if (owner != null && owner.isOut()) {
      return owner;
    }
    return state.seats().values().stream()
        .filter(Seat::isOut)
        .reduce((one, later) -> one.founding() && !later.founding() ? one : later)
        .orElse(null);
  }

  private static String whyOut(CohostState state) {
    Seat out = whoIsOut(state);
    return out == null ? "nobody is left" : out.id() + ": " + out.reason();
  }

  private static int fewest(CohostState state) {
    return state.spec().mode().fewest();
  }

  private static boolean isOut(CohostState state, String seatId) {
    Seat seat = state.seat(seatId);
    return seat != null && seat.isOut();
  }
}
