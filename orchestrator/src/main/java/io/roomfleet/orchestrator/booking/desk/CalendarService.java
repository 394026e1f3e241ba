package io.roomfleet.orchestrator.booking.desk;

import io.roomfleet.api.calendar.CalendarView;
import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarPage;
import io.roomfleet.orchestrator.http.Calendars;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.placement.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The HTTP API's view of the calendars: asks each region's, which answers for itself. */
public final class CalendarService implements Calendars {
  private static final Duration SHOWN = Duration.ofDays(7);

  /** A year in half days; what a calendar answers stays far below the largest message. */
  private static final int MAX_BUCKETS = 800;

  private final CalendarDesk desk;
  private final Set<String> regions;
  private final InstantSource clock;

  /**
   * @param regions the configured ones
   */
  public CalendarService(CalendarDesk desk, Set<String> regions, InstantSource clock) {
    this.desk = desk;
    this.regions = new TreeSet<>(regions);
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<CalendarView>> calendar(
      @Nullable Instant from, @Nullable Instant to, @Nullable String region, Duration step) {
    Instant start =
        Objects.requireNonNullElseGet(from, () -> clock.instant().truncatedTo(ChronoUnit.SECONDS));
    Instant end = Objects.requireNonNullElseGet(to, () -> start.plus(SHOWN));
    String fault = fault(start, end, step);
    if (fault != null) {
      return CompletableFuture.completedFuture(Outcome.refused(400, "bad_parameter", fault));
    }
    Collection<String> asked = region == null ? regions : List.of(region);
    return desk.<CalendarPage>ask(
            asked, (id, replyTo) -> new CalendarCommand.Look(start, end, step, replyTo))
        .thenApply(pages -> Outcome.done(view(start, end, step, asked, pages)));
  }

  private static @Nullable String fault(Instant from, Instant to, Duration step) {
    if (!to.isAfter(from)) {
      return "to: " + to + " (expected: after from, " + from + ")";
    }
    long buckets = Duration.between(from, to).dividedBy(step);
    return buckets > MAX_BUCKETS
        ? "step: %d s from %s to %s makes %d buckets (expected: at most %d)"
            .formatted(step.toSeconds(), from, to, buckets, MAX_BUCKETS)
        : null;
  }

  private CalendarView view(
      Instant from,
      Instant to,
      Duration step,
      Collection<String> asked,
      Map<String, CalendarPage> pages) {
    List<CalendarView.RegionCalendar> views = new ArrayList<>();
    List<String> unanswered = new ArrayList<>();
    for (String region : asked) {
      CalendarPage page = pages.get(region);
      Amount available = page == null ? null : page.available();
      if (page == null || available == null) {
        unanswered.add(region);
      } else {
        views.add(view(page, available));
      }
    }
    return new CalendarView(from, to, step.toSeconds(), views, unanswered, clock.instant());
  }

  private static CalendarView.RegionCalendar view(CalendarPage page, Amount available) {
    return new CalendarView.RegionCalendar(
        page.region(),
        available.toCapacity(),
        page.bookings(),
        page.buckets().stream()
            .map(b -> new CalendarView.Bucket(b.from(), b.booked().toCapacity(), b.overbooked()))
            .toList(),
        page.overbooked().stream().map(CalendarService::overbooked).toList(),
        page.moreOverbooked());
  }

  private static CalendarView.Overbooked overbooked(CalendarPage.Overbooked window) {
    return new CalendarView.Overbooked(
        window.from(),
        window.to(),
        window.missing().toCapacity(),
        window.bookings(),
        window.largest().stream().map(CalendarService::booked).toList());
  }

  private static CalendarView.Booked booked(Booking booking) {
    Amount missing = booking.missing();
    return new CalendarView.Booked(
        booking.roomId(),
        booking.subRoomId(),
        booking.from(),
        booking.to(),
        booking.need().toCapacity(),
        missing == null ? null : missing.toCapacity());
  }
}
