package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.Room;
import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.BookingSettings;
import io.roomfleet.orchestrator.booking.BookingSettings.WhenFull;
import io.roomfleet.orchestrator.booking.desk.BookingCheck;
import io.roomfleet.orchestrator.booking.desk.BookingCheck.Shortage;
import io.roomfleet.orchestrator.booking.desk.BookingCheck.Verdict;
import io.roomfleet.orchestrator.booking.desk.BookingCheck.Wanted;
import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.subroom.BookingWish;
import io.roomfleet.orchestrator.subroom.RoomBrief;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Looks, on the day on which sub-rooms are planned, whether there will be room for them. It refuses
 * or warns; the sub-rooms book for themselves once they are there.
 */
public final class CapacityAhead {
  private final BookingCheck check;
  private final BookingSettings settings;
  private final FleetView fleet;

  public CapacityAhead(BookingCheck check, BookingSettings settings, FleetView fleet) {
    this.check = check;
    this.settings = settings;
    this.fleet = fleet;
  }

  /**
   * What is to be said of a request.
   *
   * @param refusal 409 {@code capacity_booked_out}; null when it may be done
   * @param warnings null when nobody looked
   */
  record Answer(@Nullable Refusal refusal, @Nullable List<String> warnings) {
    static final Answer UNSEEN = new Answer(null, null);
  }

  /** False when nobody is to look. */
  boolean isOn() {
    return settings.whenFull() != WhenFull.OFF;
  }

  /** For sub-rooms that are to be added to a room, all of them together. */
  CompletionStage<Answer> of(Room room, List<SubRoomSpec> specs, Instant now) {
    List<Wanted> wanted = new ArrayList<>();
    for (SubRoomSpec spec : specs) {
      BookingWish wish =
          BookingWish.of(
              spec, room.sourceRegion(), timesOf(room), settings.assumedDuration(), fleet);
      if (!wish.regions().isEmpty() && wish.to().isAfter(now)) {
        wanted.add(new Wanted(bookingOf(room, spec, wish, now), wish.regions()));
      }
    }
    return room.status().isFinal() || wanted.isEmpty()
        ? CompletableFuture.completedFuture(Answer.UNSEEN)
        : check.check(wanted).thenApply(this::answer);
  }

  private static RoomBrief.Times timesOf(Room room) {
    return new RoomBrief.Times(
        room.startsAt().minusSeconds(room.prepareLeadSeconds()), room.startsAt(), room.endsAt());
  }

  /** What is over of its time is no matter any more. */
  private static Booking bookingOf(Room room, SubRoomSpec spec, BookingWish wish, Instant now) {
    Instant from = wish.from().isBefore(now) ? now : wish.from();
    return new Booking(room.id(), spec.id(), 0, from, wish.to(), wish.need(), null);
  }

  private Answer answer(Verdict verdict) {
    List<String> sentences = new ArrayList<>();
    verdict.shortages().forEach(shortage -> sentences.add(sentence(shortage)));
    if (settings.whenFull() == WhenFull.REFUSE && !sentences.isEmpty()) {
      String detail = String.join("; ", sentences);
      return new Answer(new Refusal(409, "capacity_booked_out", detail), null);
    }
    for (String region : verdict.silent()) {
      sentences.add("the calendar of region " + region + " did not answer: not checked there");
    }
    return new Answer(null, List.copyOf(sentences));
  }

  private static String sentence(Shortage shortage) {
    return "region %s is booked out for sub-room%s %s from %s to %s: %s missing (available: %s)"
        .formatted(
            shortage.region(),
            shortage.subRoomIds().size() == 1 ? "" : "s",
            String.join(", ", shortage.subRoomIds()),
            shortage.from(),
            shortage.to(),
            shortage.missing().inWords(),
            shortage.available().inWords());
  }
}
