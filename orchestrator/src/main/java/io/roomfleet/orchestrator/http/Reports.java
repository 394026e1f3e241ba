package io.roomfleet.orchestrator.http;

import io.roomfleet.api.report.BroadcastReport;
import io.roomfleet.api.report.ComparisonReport;
import io.roomfleet.api.report.RegionReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP API needs of reports. An unknown room is 404 {@code room_not_found}, one that has
 * not begun 409 {@code wrong_state}.
 */
public interface Reports {
  /**
   * One broadcast in parts.
   *
   * @param step length of a part when it is cut by time, whole minutes; null for a twelfth of the
   *     broadcast. Otherwise not used.
   */
  CompletionStage<Outcome<BroadcastReport>> broadcast(
      String roomId, BroadcastReport.Cut by, @Nullable Duration step);

  /**
   * Broadcasts beside each other.
   *
   * @param roomIds two or more, different ones; the first is what the others are compared with
   */
  CompletionStage<Outcome<ComparisonReport>> rooms(List<String> roomIds);

  /**
   * All broadcasts of hosts beside each other. 404 {@code host_not_found} for one without any.
   *
   * @param hostIds two or more, different ones; the first is what the others are compared with
   * @param from of the broadcasts' starts; before {@code to}
   */
  CompletionStage<Outcome<ComparisonReport>> hosts(List<String> hostIds, Instant from, Instant to);

  /**
   * From where markets were served.
   *
   * @param from of the broadcasts' starts; before {@code to}
   */
  CompletionStage<Outcome<RegionReport>> regions(Instant from, Instant to);
}
