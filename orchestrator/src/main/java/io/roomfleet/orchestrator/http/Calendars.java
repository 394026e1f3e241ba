package io.roomfleet.orchestrator.http;

import io.roomfleet.api.calendar.CalendarView;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the HTTP API needs of the regions' calendars. */
public interface Calendars {
  /**
   * What is booked against what is available.
   *
   * @param from null for now
   * @param to null for a week after {@code from}
   * @param region one that is configured; null for all
   * @param step of a bucket
   * @return or 400 {@code bad_parameter} when the times do not go together
   */
  CompletionStage<Outcome<CalendarView>> calendar(
      @Nullable Instant from, @Nullable Instant to, @Nullable String region, Duration step);
}
