package io.roomfleet.orchestrator.booking.desk;

import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarCommand.Fits;
import io.roomfleet.orchestrator.placement.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Would sub-rooms that are to be added find room in the calendars? It goes the way that they will
 * go: each to its cheapest region, those that do not fit there to their next one, and what fits
 * counts for those after it. Nothing is booked.
 */
public final class BookingCheck {
  private final CalendarDesk desk;

  public BookingCheck(CalendarDesk desk) {
    this.desk = desk;
  }

  /**
   * A sub-room that is to be added.
   *
   * @param regions where it may be booked, cheapest first; one at least
   */
  public record Wanted(Booking wish, List<String> regions) {}

  /**
   * A region that would be overbooked.
   *
   * @param missing by side, the most that is missing at any instant
   * @param available in the region
   * @param subRoomIds those that find no room in any region, and would be booked here all the same
   */
  public record Shortage(
      String region,
      Instant from,
      Instant to,
      Amount missing,
      Amount available,
      List<String> subRoomIds) {}

  /**
   * What came of it.
   *
   * @param shortages by region; none when all fit
   * @param silent regions whose calendars did not answer: what would be booked there was not
   *     checked
   */
  public record Verdict(List<Shortage> shortages, List<String> silent) {}

  /** One check while it goes on. */
  private static final class Progress {
    private final Map<String, List<Booking>> placed = new TreeMap<>();
    private final Map<String, List<Booking>> overflow = new TreeMap<>();
    private final TreeSet<String> silent = new TreeSet<>();
    private List<Wanted> open;
    private int choice;

    Progress(List<Wanted> wanted) {
      this.open = wanted;
    }

    /** By region, those that try it now. */
    Map<String, List<Booking>> tries() {
      Map<String, List<Booking>> tries = new TreeMap<>();
      open.forEach(one -> add(tries, one.regions().get(choice), one.wish()));
      return tries;
    }

    /** All that are counted in a region. */
    List<Booking> in(String region) {
      List<Booking> all = new ArrayList<>(placed.getOrDefault(region, List.of()));
      all.addAll(overflow.getOrDefault(region, List.of()));
      return all;
    }

    void heard(Map<String, Fits> answers) {
      List<Wanted> refused = new ArrayList<>();
      for (Wanted one : open) {
        String region = one.regions().get(choice);
        Fits fits = answers.get(region);
        if (fits == null || fits.available() == null) {
          silent.add(region);
        } else if (!fits.missing().containsKey(one.wish().subRoomId())) {
          add(placed, region, one.wish());
        } else if (choice + 1 < one.regions().size()) {
          refused.add(one);
        } else {
          add(overflow, one.regions().get(0), one.wish());
        }
      }
      open = refused;
      choice++;
    }

    private static void add(Map<String, List<Booking>> map, String region, Booking booking) {
      map.computeIfAbsent(region, id -> new ArrayList<>()).add(booking);
    }
  }

  /** A verdict on sub-rooms of one room, all of them together. */
  public CompletionStage<Verdict> check(List<Wanted> wanted) {
    return next(new Progress(wanted));
  }

  private CompletionStage<Verdict> next(Progress progress) {
    if (progress.open.isEmpty()) {
      return shortages(progress);
    }
    Map<String, List<Booking>> tries = progress.tries();
    return desk.<Fits>ask(
            tries.keySet(),
            (region, replyTo) ->
                new CalendarCommand.Fit(
                    progress.in(region), tries.getOrDefault(region, List.of()), replyTo))
        .thenCompose(
            answers -> {
              progress.heard(answers);
              return next(progress);
            });
  }

  private CompletionStage<Verdict> shortages(Progress progress) {
    if (progress.overflow.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Verdict(List.of(), List.copyOf(progress.silent)));
    }
    return desk.<Fits>ask(
            progress.overflow.keySet(),
            (region, replyTo) -> new CalendarCommand.Fit(progress.in(region), List.of(), replyTo))
        .thenApply(answers -> verdict(progress, answers));
  }

  private static Verdict verdict(Progress progress, Map<String, Fits> answers) {
    List<Shortage> shortages = new ArrayList<>();
    progress.overflow.forEach(
        (region, bookings) -> {
          Fits fits = answers.get(region);
          Amount available = fits == null ? null : fits.available();
          if (fits == null || available == null) {
            progress.silent.add(region);
          } else {
            shortages.add(
                new Shortage(
                    region,
                    bookings.get(0).from(),
                    bookings.get(0).to(),
                    fits.together(),
                    available,
                    bookings.stream().map(Booking::subRoomId).toList()));
          }
        });
    return new Verdict(shortages, List.copyOf(progress.silent));
  }
}
