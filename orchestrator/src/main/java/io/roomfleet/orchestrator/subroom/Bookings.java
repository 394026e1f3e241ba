package io.roomfleet.orchestrator.subroom;

import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarWord;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.subroom.SubRoomState.Booked;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sub-room's word to the calendars, as far as it is not in its state.
 *
 * <ol>
 *   <li>It books for the time of its room as soon as it knows it: the cheapest region whose
 *       calendar has room. When none has, the cheapest takes it all the same, marked.
 *   <li>When the time changes it books anew. The old booking counts until the new one stands.
 *   <li>Where it runs, there it is booked: when an agent of another region holds it, the booking
 *       follows, marked if need be.
 *   <li>What it has booked it says once more each time it wakes, until the calendar has confirmed
 *       it.
 *   <li>When it closes it gives its booking back until the calendar has confirmed that.
 *   <li>A booking of its own that it does not know, it gives back too.
 * </ol>
 *
 * <p>All of it may be lost: what is still to be done follows from the state. In memory; of one
 * actor.
 */
final class Bookings {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Duration assumed;
  private final FleetView fleet;
  private final SubRoomLinks links;
  private final Map<String, Long> left = new HashMap<>();
  private @Nullable BookingSearch search;
  private @Nullable BookingWish lastWish;
  private boolean confirmed;
  private long newest;
  private Instant nextWord = Instant.MIN;

  /**
   * @param assumed how long a room without an end lasts
   */
  Bookings(Duration assumed, FleetView fleet, SubRoomLinks links) {
    this.assumed = assumed;
    this.fleet = fleet;
    this.links = links;
  }

  /** What it is to have booked now; null when nothing. */
  private @Nullable BookingWish wish(SubRoomState state, Instant now) {
    RoomBrief brief = state.brief();
    if (brief.times() == null || state.isClosing() || state.isClosed()) {
      return null;
    }
    BookingWish wish =
        BookingWish.of(state.spec(), brief.sourceRegion(), brief.times(), assumed, fleet);
    if (!wish.to().isAfter(now)) {
      return null;
    }
    String region = state.place().agentId() == null ? null : state.place().region();
    BookingWish here = region == null ? wish : wish.in(region);
    return here.regions().isEmpty() ? null : here;
  }

  /** True when the booking that stands is what is wished. */
  private static boolean fulfils(@Nullable Booked booked, SubRoomState state, BookingWish wish) {
    return booked != null
        && booked.from().equals(wish.from())
        && booked.to().equals(wish.to())
        && booked.need().equals(wish.need())
        && (state.place().agentId() == null || wish.regions().contains(booked.region()));
  }

  /** What a calendar's word changes. */
  List<SubRoomEvent> said(SubRoomState state, String region, CalendarWord word, Instant now) {
    if (word instanceof CalendarWord.Booked booked) {
      return booked(state, region, booked.booking(), now);
    } else if (word instanceof CalendarWord.Withdrawn withdrawn) {
      return withdrawn(state, region, withdrawn.attempt(), now);
    } else if (word instanceof CalendarWord.Late late) {
      late(state, region, late);
    } else if (word instanceof CalendarWord.Refused refused
        && search != null
        && search.isFor(region, refused.attempt())) {
      search.refused();
      nextWord = Instant.MIN;
    }
    return List.of();
  }

  private List<SubRoomEvent> booked(
      SubRoomState state, String region, Booking booking, Instant now) {
    Booked known = state.booked();
    if (search != null && search.isFor(region, booking.attempt())) {
      if (known != null && !known.region().equals(region)) {
        left.put(known.region(), known.attempt());
        nextWord = Instant.MIN;
      }
      search = null;
      confirmed = true;
      left.remove(region);
      return List.of(event(region, booking, now));
    } else if (known != null
        && known.region().equals(region)
        && known.attempt() == booking.attempt()) {
      confirmed = true;
      boolean same = Objects.equals(known.missing(), booking.missing());
      return same ? List.of() : List.of(event(region, booking, now));
    }
    stray(region, booking.attempt());
    return List.of();
  }

  /** A booking of ours that the state does not know: what an earlier life may have left. */
  private void stray(String region, long attempt) {
    newest = Math.max(newest, attempt);
    left.merge(region, attempt, Math::max);
    confirmed = false;
    nextWord = Instant.MIN;
  }

  private static SubRoomEvent event(String region, Booking booking, Instant now) {
    return new SubRoomEvent.Booked(
        region,
        booking.attempt(),
        booking.from(),
        booking.to(),
        booking.need(),
        booking.missing(),
        now);
  }

  private List<SubRoomEvent> withdrawn(
      SubRoomState state, String region, long attempt, Instant now) {
    left.remove(region, attempt);
    Booked known = state.booked();
    if (known == null || !known.region().equals(region) || known.attempt() > attempt) {
      return List.of();
    }
    if (wish(state, now) == null) {
      return List.of(released(known, Objects.requireNonNullElse(state.reason(), "closed"), now));
    }
    confirmed = false;
    return List.of();
  }

  private void late(SubRoomState state, String region, CalendarWord.Late late) {
    newest = Math.max(newest, late.newest());
    if (search != null && search.isFor(region, late.attempt())) {
      search.again(newest);
      nextWord = Instant.MIN;
    } else if (state.booked() != null && state.booked().attempt() == late.attempt()) {
      stray(region, late.newest());
    }
  }

  private static SubRoomEvent released(Booked booked, String reason, Instant now) {
    return new SubRoomEvent.BookingReleased(booked.region(), booked.attempt(), reason, now);
  }

  /** What time alone changes: a booking whose time is over is no booking any more. */
  static List<SubRoomEvent> due(SubRoomState state, Instant now) {
    Booked booked = state.booked();
    return booked != null && !booked.to().isAfter(now)
        ? List.of(released(booked, "its time is over", now))
        : List.of();
  }

  /** Tells the calendars what the state calls for, where they were not told just now. */
  void drive(SubRoomState state, Instant now) {
    BookingWish wish = wish(state, now);
    Booked booked = state.booked();
    boolean fulfilled = wish != null && fulfils(booked, state, wish);
    if (!Objects.equals(wish, lastWish)) {
      lastWish = wish;
      nextWord = Instant.MIN;
    }
    if (wish == null || fulfilled) {
      search = null;
    } else if (search == null || !search.wish().equals(wish)) {
      long last = Math.max(newest, booked == null ? 0 : booked.attempt());
      search = new BookingSearch(wish, Math.max(last + 1, now.toEpochMilli()));
    }
    if (now.isBefore(nextWord)) {
      return;
    }
    nextWord = now.plus(PATIENCE);
    left.forEach((region, attempt) -> withdraw(state, region, attempt));
    if (search != null) {
      newest = Math.max(newest, search.attempt());
      book(state, search.region(), search.attempt(), search.wish(), search.isAnyway());
    } else if (booked != null && wish == null) {
      withdraw(state, booked.region(), booked.attempt());
    } else if (booked != null && wish != null && !confirmed) {
      book(state, booked.region(), booked.attempt(), wish, true);
    }
  }

  private void book(
      SubRoomState state, String region, long attempt, BookingWish wish, boolean anyway) {
    Booking booking =
        new Booking(
            state.brief().roomId(),
            state.spec().id(),
            attempt,
            wish.from(),
            wish.to(),
            wish.need(),
            null);
    links.toCalendar(region, new CalendarCommand.Book(booking, anyway));
  }

  private void withdraw(SubRoomState state, String region, long attempt) {
    links.toCalendar(
        region, new CalendarCommand.Withdraw(state.brief().roomId(), state.spec().id(), attempt));
  }

  /** True while an answer of a calendar is waited for. */
  boolean isOpen(SubRoomState state, Instant now) {
    BookingWish wish = wish(state, now);
    boolean settled =
        wish == null ? state.booked() == null : fulfils(state.booked(), state, wish) && confirmed;
    return !settled || !left.isEmpty();
  }
}
