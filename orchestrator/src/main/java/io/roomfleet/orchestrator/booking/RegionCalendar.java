package io.roomfleet.orchestrator.booking;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bookings of one region. Immutable and pure: no actor, no clock.
 *
 * <ul>
 *   <li>Bookings that are not marked as short of something fit together: at no instant do they take
 *       more than was available when the newest of them was made.
 *   <li>A new booking is held against all that stand, the marked ones too. Where it does not fit it
 *       is refused, or booked and marked when its sub-room has nowhere else to go.
 *   <li>A mark goes when the booking fits beside those without one.
 *   <li>What was available may shrink later. No mark is made for that: who looks at the calendar
 *       sees it, and a region that loses an agent for a minute would mark everything.
 *   <li>Bookings whose time is over are forgotten with the next event.
 * </ul>
 *
 * @param bookings by key
 */
public record RegionCalendar(String region, SortedMap<String, Booking> bookings)
    implements JournalEvent {

  static RegionCalendar empty(String region) {
    return new RegionCalendar(region, Collections.emptySortedMap());
  }

  /** Events to keep, and what to answer. */
  record Decision(List<CalendarEvent> events, CalendarWord word) {}

  /**
   * A sub-room wants to book. The same again is answered the same.
   *
   * @param wish without a mark
   * @param anyway true to book although it does not fit
   * @param available in the region
   */
  Decision book(Booking wish, boolean anyway, Amount available, Instant now) {
    Booking held = bookings.get(wish.key());
    if (held != null && held.attempt() > wish.attempt()) {
      return answer(new CalendarWord.Late(wish.attempt(), held.attempt()));
    } else if (held != null && held.isSameWish(wish)) {
      return answer(new CalendarWord.Booked(held));
    } else if (!wish.to().isAfter(now)) {
      // It would be forgotten at once; what it replaces is gone all the same.
      return new Decision(gone(held, now), new CalendarWord.Booked(wish));
    }
    Amount missing = missing(others(wish.key()), wish, available);
    if (!missing.equals(Amount.ZERO) && !anyway) {
      return answer(new CalendarWord.Refused(wish.attempt(), missing));
    }
    Booking booked = wish.with(missing.equals(Amount.ZERO) ? null : missing);
    return new Decision(
        List.of(new CalendarEvent.Booked(booked, now)), new CalendarWord.Booked(booked));
  }

  private static Decision answer(CalendarWord word) {
    return new Decision(List.of(), word);
  }

  /**
   * By side, the most that a booking would be short of beside others at any instant of its window,
   * and never more than it takes itself; zero where it fits.
   */
  static Amount missing(Collection<Booking> others, Booking wish, Amount available) {
    Amount[] most = {Amount.ZERO};
    LoadSweep.along(
        others,
        wish.from(),
        wish.to(),
        (from, to, now) ->
            most[0] = most[0].max(now.with(wish).missingIn(available.max(now.load()))));
    return most[0];
  }

  private List<Booking> others(String key) {
    return bookings.values().stream().filter(booking -> !booking.key().equals(key)).toList();
  }

  /** A sub-room gives back what it booked with this attempt or an older one. */
  Decision withdraw(String key, long attempt, Instant now) {
    Booking held = bookings.get(key);
    return new Decision(
        held == null || held.attempt() > attempt ? List.of() : gone(held, now),
        new CalendarWord.Withdrawn(attempt));
  }

  private static List<CalendarEvent> gone(@Nullable Booking held, Instant now) {
    return held == null
        ? List.of()
        : List.of(
            new CalendarEvent.Withdrawn(held.roomId(), held.subRoomId(), held.attempt(), now));
  }

  /** Looks at a marked booking again: whether there is room for it by now. */
  List<CalendarEvent> review(String key, Amount available, Instant now) {
    Booking held = bookings.get(key);
    if (held == null || held.missing() == null || !held.to().isAfter(now)) {
      return List.of();
    }
    List<Booking> unmarked = others(key).stream().filter(b -> b.missing() == null).toList();
    return missing(unmarked, held, available).equals(Amount.ZERO)
        ? List.of(new CalendarEvent.Covered(held.roomId(), held.subRoomId(), held.attempt(), now))
        : List.of();
  }

  /** The calendar after an event. Total: what does not concern it changes nothing. */
  static RegionCalendar apply(RegionCalendar calendar, CalendarEvent event) {
    TreeMap<String, Booking> next = event.match(new Fold(new TreeMap<>(calendar.bookings)));
    next.values().removeIf(booking -> !booking.to().isAfter(event.at()));
    return new RegionCalendar(calendar.region, Collections.unmodifiableSortedMap(next));
  }

  private static String keyOf(String roomId, String subRoomId) {
    return Ids.subRoomKey(roomId, subRoomId);
  }

  /** Changes the bookings as an event says. */
  private record Fold(TreeMap<String, Booking> bookings)
      implements CalendarEvent.Cases<TreeMap<String, Booking>> {
    @Override
    public TreeMap<String, Booking> booked(CalendarEvent.Booked e) {
      bookings.put(e.booking().key(), e.booking());
      return bookings;
    }

    @Override
    public TreeMap<String, Booking> covered(CalendarEvent.Covered e) {
      bookings.computeIfPresent(keyOf(e.roomId(), e.subRoomId()), (key, b) -> b.with(null));
      return bookings;
    }

    @Override
    public TreeMap<String, Booking> withdrawn(CalendarEvent.Withdrawn e) {
      bookings.remove(keyOf(e.roomId(), e.subRoomId()));
      return bookings;
    }
  }
}
