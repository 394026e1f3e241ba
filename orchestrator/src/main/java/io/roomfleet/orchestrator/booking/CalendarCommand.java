package io.roomfleet.orchestrator.booking;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a region's calendar is told. */
public sealed interface CalendarCommand extends ClusterMessage {
  /**
   * A sub-room wants to book. Its answer is a {@link CalendarWord}; none comes as long as nobody
   * has heard what the region has.
   *
   * @param wish without a mark
   * @param anyway true to book although it does not fit
   */
  record Book(Booking wish, boolean anyway) implements CalendarCommand {}

  /** A sub-room gives back what it booked with this attempt or an older one. */
  record Withdraw(String roomId, String subRoomId, long attempt) implements CalendarCommand {}

  /**
   * Would these fit? Nothing is booked.
   *
   * @param along taken as booked, in place of what their sub-rooms have booked here
   * @param wanted tried one after the other; each that fits counts for those after it
   */
  record Fit(List<Booking> along, List<Booking> wanted, ActorRef<Fits> replyTo)
      implements CalendarCommand {}

  /**
   * What would fit.
   *
   * @param available null while nobody has heard what the region has: then nothing is known
   * @param missing by sub-room, what those are short of that do not fit
   * @param together by side, the most that all of {@code along} and those that fit are short of at
   *     any instant of their windows
   */
  record Fits(
      String region, @Nullable Amount available, Map<String, Amount> missing, Amount together)
      implements ClusterMessage {}

  /**
   * Show yourself.
   *
   * @param step of a bucket, more than zero
   */
  record Look(Instant from, Instant to, Duration step, ActorRef<CalendarPage> replyTo)
      implements CalendarCommand {}

  /** Time has passed. */
  enum Tick implements CalendarCommand {
    TICK
  }
}
