package io.roomfleet.orchestrator.cohost;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.roomfleet.orchestrator.cohost.pk.PkBoard;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.cohost.stage.Region;
import io.roomfleet.orchestrator.cohost.stage.Stage;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a session. Immutable; {@link CohostSession} says how they change.
 *
 * @param reason why it is over, in words; null while it is not
 * @param owner the id of the seat whose person may moderate
 * @param locked true while nobody can be invited or ask to come up
 * @param layout null for VOICE_CHAT
 * @param seats by id, in the order in which they came; those that are out too, the newest of them
 * @param claims by room, what it has or may have of rooms
 * @param attempts how many claims there have been
 * @param pk null before the first round
 * @param scoreNews what rooms are to be told of its points
 * @param stage where its media meets
 * @param handled ids of the newest requests that changed it, so that a repeat is known
 * @param revision counts what people and the deadlines changed, from 1; the API's ETag
 */
public record CohostState(
    String id,
    CohostSpec spec,
    CohostStatus status,
    @Nullable String reason,
    String owner,
    boolean locked,
    @Nullable Layout layout,
    Map<String, Seat> seats,
    Map<String, Claim> claims,
    long attempts,
    @Nullable PkBoard pk,
    ScoreNews scoreNews,
    Instant createdAt,
    @Nullable Instant liveAt,
    @Nullable Instant endedAt,
    Stage stage,
    List<String> handled,
    long revision)
    implements JournalEvent {

  /**
   * States from before points were told have no news of them, those from before stages no stage.
   */
  public CohostState {
    stage = stage == null ? Stage.NONE : stage;
    scoreNews = scoreNews == null ? ScoreNews.NONE : scoreNews;
  }

  @Nullable Seat seat(String seatId) {
    return seats.get(seatId);
  }

  Stream<Seat> active() {
    return seats.values().stream().filter(Seat::isActive);
  }

  /** Those who are in it, on the way into it, or invited. */
  Stream<Seat> present() {
    return seats.values().stream().filter(seat -> !seat.isOut());
  }

  /** The claim of a seat's room; null when it has none, or gives it back. */
  @Nullable Claim claimOf(Seat seat) {
    Claim claim = seat.spec().isHost() ? claims.get(seat.spec().roomId()) : null;
    return claim == null || claim.state() == Claim.State.PARTING ? null : claim;
  }

  /** Rooms that are in this session. */
  List<String> rooms() {
    return claims.values().stream()
        .filter(claim -> claim.state() == Claim.State.IN)
        .map(Claim::roomId)
        .toList();
  }

  /** Who is to be mixed, in the order of the layout's regions: the owner, then as they came. */
  List<Seat> mixed() {
    List<Seat> all = new ArrayList<>(seats.values().stream().filter(Seat::isIn).toList());
    all.sort((one, other) -> Boolean.compare(other.id().equals(owner), one.id().equals(owner)));
    return List.copyOf(all);
  }

  /** Who is seen where, by seat: as many as the layout has a place for. */
  Map<String, Region> places() {
    Map<String, Region> places = new LinkedHashMap<>();
    if (layout != null) {
      List<Seat> mixed = mixed();
      List<Region> regions = layout.arrange(Math.min(mixed.size(), Layout.MOST));
      for (int i = 0; i < regions.size(); i++) {
        places.put(mixed.get(i).id(), regions.get(i));
      }
    }
    return places;
  }

  /** True while its people are brought together. */
  @JsonIgnore
  boolean isMixing() {
    return switch (status) {
      case CONNECTING, LIVE, SCORING, PUNISHMENT -> true;
      case INVITED, ACCEPTED, ENDED, DECLINED, EXPIRED, FAILED -> false;
    };
  }

  PkBoard board() {
    return Objects.requireNonNull(pk, "no round was begun");
  }

  /** True once nothing of it is left anywhere. */
  @JsonIgnore
  public boolean isAtRest() {
    return status.isFinal() && claims.isEmpty() && stage.isFree();
  }

  /** When it will do something by itself; null once nothing is due any more. */
  public @Nullable Instant dueAt() {
    if (status.isFinal()) {
      return null;
    }
    Instant due = createdAt.plus(spec.times().longest());
    for (Seat seat : seats.values()) {
      due = sooner(due, seat.until());
    }
    for (Instant over : stage.deadlines().map(Map.Entry::getValue).toList()) {
      due = sooner(due, over);
    }
    return sooner(sooner(due, roundDueAt()), scoreDueAt());
  }

  /** When the round, or the time after it, is over; null while there is none. */
  @Nullable Instant roundDueAt() {
    return switch (status) {
      case SCORING -> board().endsAt();
      case PUNISHMENT -> board().punishmentUntil();
      default -> null;
    };
  }

  /** When its rooms are to be told of points; null while they are not. */
  @Nullable Instant scoreDueAt() {
    return status == CohostStatus.SCORING ? scoreNews.dueAt() : null;
  }

  private static Instant sooner(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }

  /** Without the ids of what was counted: to be read, not to count by. */
  public CohostState withoutIds() {
    return pk == null ? this : with(next -> next.pk = board().withoutIds());
  }

  /** What may change, while it does. */
  static final class Next {
    CohostStatus status;
    @Nullable String reason;
    String owner;
    boolean locked;
    @Nullable Layout layout;
    Map<String, Seat> seats;
    Map<String, Claim> claims;
    long attempts;
    @Nullable PkBoard pk;
    ScoreNews scoreNews;
    @Nullable Instant liveAt;
    @Nullable Instant endedAt;
    Stage stage;
    List<String> handled;
    long revision;

    private Next(CohostState state) {
      this.status = state.status;
      this.reason = state.reason;
      this.owner = state.owner;
      this.locked = state.locked;
      this.layout = state.layout;
      this.seats = state.seats;
      this.claims = state.claims;
      this.attempts = state.attempts;
      this.pk = state.pk;
      this.scoreNews = state.scoreNews;
      this.liveAt = state.liveAt;
      this.endedAt = state.endedAt;
      this.stage = state.stage;
      this.handled = state.handled;
      this.revision = state.revision;
    }
  }

  CohostState with(Consumer<Next> change) {
    Next next = new Next(this);
    change.accept(next);
    return new CohostState(
        id,
        spec,
        next.status,
        next.reason,
        next.owner,
        next.locked,
        next.layout,
        next.seats,
        next.claims,
        next.attempts,
        next.pk,
        next.scoreNews,
        createdAt,
        next.liveAt,
        next.endedAt,
        next.stage,
        next.handled,
        next.revision);
  }
}
