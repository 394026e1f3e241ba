package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.LineInput;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An ingest line, as its agent runs it. {@link LineMoves} says how it comes to another region.
 *
 * @param attempt of the newest order that was held
 * @param region where it is, or was last; null while it was in none but the room's source region
 * @param next where it is going; null while it stays
 * @param liveSince since when its own video comes in; null while it does not
 * @param lostSince since when it comes in no more; null while it does, and before it ever did
 * @param partings places that it left and that may not be freed yet, oldest first
 */
public record LineState(
    RoomSpec.LineSpec spec,
    long attempt,
    @Nullable String agentId,
    long epoch,
    @Nullable URI mediaUrl,
    @Nullable URI ingestUrl,
    @Nullable LineInput input,
    @Nullable String reason,
    @Nullable String region,
    @Nullable Next next,
    List<Parting> partings,
    @Nullable Instant liveSince,
    @Nullable Instant lostSince) {

  @SuppressWarnings("NullAway") // What is left out in JSON comes as null.
  public LineState {
    partings = partings == null ? List.of() : List.copyOf(partings);
  }

  /**
   * The place that a line goes to. It is the line's place from when its video comes in there.
   *
   * @param ingestUrl where a publisher can send to already
   * @param cause why it goes
   */
  public record Next(
      String region,
      long attempt,
      String agentId,
      long epoch,
      URI mediaUrl,
      @Nullable URI ingestUrl,
      @Nullable LineInput input,
      @Nullable String reason,
      String cause,
      Instant since) {
    Next heard(@Nullable URI newIngestUrl, @Nullable LineInput newInput, @Nullable String why) {
      return new Next(
          region, attempt, agentId, epoch, mediaUrl, newIngestUrl, newInput, why, cause, since);
    }
  }

  /** A place that is to be given back. */
  public record Parting(String region, long attempt, String cause) {}

  static LineState first(RoomSpec.LineSpec spec) {
    return new LineState(
        spec, 0, null, 0, null, null, null, null, null, null, List.of(), null, null);
  }

  /** The region where it is, or was last. */
  String regionIn(RoomSpec room) {
    return Objects.requireNonNullElse(region, room.sourceRegion());
  }

  boolean isAt(String place, long itsAttempt, RoomSpec room) {
    return agentId != null && attempt == itsAttempt && regionIn(room).equals(place);
  }

  boolean isGoingTo(String place, long itsAttempt) {
    return next != null && next.attempt() == itsAttempt && next.region().equals(place);
  }

  boolean hasLeft(long itsAttempt) {
    return partings.stream().anyMatch(parting -> parting.attempt() == itsAttempt);
  }

  /** No agent of any region has anything of it. */
  boolean isFree() {
    return agentId == null && next == null && partings.isEmpty();
  }

  /** The newest attempt that a ledger has held. */
  long newestAttempt() {
    return next == null ? attempt : Math.max(attempt, next.attempt());
  }

  LineState assigned(RoomEvent.LineAssigned e) {
    return new LineState(
            spec,
            e.attempt(),
            e.agentId(),
            e.epoch(),
            e.mediaUrl(),
            null,
            null,
            null,
            e.region() == null ? region : e.region(),
            next,
            partings,
            liveSince,
            lostSince)
        .seen(e.at());
  }

  LineState unassigned(String why, Instant at) {
    return new LineState(
            spec, attempt, null, 0, null, null, null, why, region, next, partings, liveSince,
            lostSince)
        .seen(at);
  }

  LineState heard(
      @Nullable URI newIngestUrl, @Nullable LineInput newInput, @Nullable String why, Instant at) {
    return new LineState(
            spec,
            attempt,
            agentId,
            epoch,
            mediaUrl,
            newIngestUrl,
            newInput,
            why,
            region,
            next,
            partings,
            liveSince,
            lostSince)
        .seen(at);
  }

  /** Whether its own video comes in, from wherever. */
  boolean isLive() {
    return agentId != null && (input == LineInput.LIVE || input == LineInput.FALLBACK);
  }

  /** Notes since when its video comes in, or does no more. */
  private LineState seen(Instant at) {
    boolean live = isLive();
    Instant since = live ? Objects.requireNonNullElse(liveSince, at) : null;
    Instant lost =
        live ? null : liveSince == null ? lostSince : Objects.requireNonNullElse(lostSince, at);
    return new LineState(
        spec, attempt, agentId, epoch, mediaUrl, ingestUrl, input, reason, region, next, partings,
        since, lost);
  }

  LineState goingTo(@Nullable Next place) {
    return new LineState(
        spec, attempt, agentId, epoch, mediaUrl, ingestUrl, input, reason, region, place, partings,
        liveSince, lostSince);
  }

  /** Its next place is its place now, and the one that it had is to be given back. */
  LineState moved(RoomSpec room, String cause, Instant at) {
    Next place = Objects.requireNonNull(next, "a line moves to its next place");
    LineState rest = agentId == null ? this : leaving(regionIn(room), attempt, cause);
    return new LineState(
            spec,
            place.attempt(),
            place.agentId(),
            place.epoch(),
            place.mediaUrl(),
            place.ingestUrl(),
            place.input(),
            place.reason(),
            place.region(),
            null,
            rest.partings,
            liveSince,
            lostSince)
        .seen(at);
  }

  LineState with(RoomSpec.LineSpec newSpec) {
    return new LineState(
        newSpec, attempt, agentId, epoch, mediaUrl, ingestUrl, input, reason, region, next,
        partings, liveSince, lostSince);
  }

  /** All places that it has are to be given back. */
  LineState leaving(RoomSpec room, String why, Instant at) {
    LineState left = agentId == null ? this : leaving(regionIn(room), attempt, why);
    if (next != null) {
      left = left.leaving(next.region(), next.attempt(), why);
    }
    return left.goingTo(null).unassigned(why, at);
  }

  LineState leaving(String place, long itsAttempt, String cause) {
    List<Parting> more = new ArrayList<>(partings);
    more.add(new Parting(place, itsAttempt, cause));
    return withPartings(more);
  }

  LineState parted(long itsAttempt) {
    return withPartings(
        partings.stream().filter(parting -> parting.attempt() != itsAttempt).toList());
  }

  private LineState withPartings(List<Parting> all) {
    return new LineState(
        spec, attempt, agentId, epoch, mediaUrl, ingestUrl, input, reason, region, next, all,
        liveSince, lostSince);
  }
}
