package io.roomfleet.deploy.cli;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.calendar.CalendarView;
import io.roomfleet.api.calendar.CalendarView.Booked;
import io.roomfleet.api.calendar.CalendarView.Bucket;
import io.roomfleet.api.calendar.CalendarView.Overbooked;
import io.roomfleet.api.calendar.CalendarView.RegionCalendar;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Calendars, for people: a row for each stretch of time in which the peaks are the same, with a bar
 * for the fullest side, and in words what is missing.
 */
record CalendarText(Terminal terminal, Times times) {
  private static final int BAR = 20;
  private static final char FULL = '█';
  private static final char FREE = '·';

  String text(CalendarView view) {
    StringBuilder text = new StringBuilder();
    for (RegionCalendar region : view.regions()) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(terminal.in(Colour.BOLD, region.region()))
          .append(": ")
          .append(SubRoomView.capacity(region.available()))
          .append(" available, ")
          .append(region.bookings())
          .append(region.bookings() == 1 ? " booking" : " bookings")
          .append('\n');
      region.overbooked().forEach(window -> text.append(overbooked(window)));
      if (region.moreOverbooked() > 0) {
        text.append("  and ").append(region.moreOverbooked()).append(" windows more\n");
      }
      text.append(rows(region, view.to()));
    }
    if (text.isEmpty()) {
      text.append("No calendar answered.\n");
    }
    if (!view.unanswered().isEmpty()) {
      text.append("\nNo answer from ").append(String.join(", ", view.unanswered())).append(".\n");
    }
    return text.toString();
  }

  private String overbooked(Overbooked window) {
    String largest =
        window.largest().stream().map(CalendarText::name).collect(Collectors.joining(", "));
    int more = window.bookings() - window.largest().size();
    return "  "
        + terminal.in(Colour.BAD, "OVERBOOKED")
        + " from "
        + times.text(window.from())
        + " to "
        + times.text(window.to())
        + ": "
        + missing(window.missing())
        + " missing; largest: "
        + largest
        + (more > 0 ? " and " + more + " more" : "")
        + "\n";
  }

  private static String name(Booked booked) {
    return booked.roomId() + "/" + booked.subRoomId();
  }

  /** The sides that are not zero. */
  static String missing(Capacity it) {
    StringBuilder words = new StringBuilder();
    add(words, it.transcodeUnits(), " units");
    add(words, it.egressMbps(), " Mbit/s");
    add(words, it.slots(), " slots");
    return words.toString();
  }

  private static void add(StringBuilder words, double side, String unit) {
    if (side > 0) {
      words.append(words.isEmpty() ? "" : ", ").append(SubRoomView.number(side)).append(unit);
    }
  }

  private String rows(RegionCalendar region, Instant end) {
    Table table = new Table("FROM", "TO", "FULLEST SIDE", "", "UNITS", "MBIT/S", "SLOTS");
    List<Bucket> buckets = region.buckets();
    int first = 0;
    for (int i = 1; i <= buckets.size(); i++) {
      if (i == buckets.size() || !isLike(buckets.get(i), buckets.get(first))) {
        Instant to = i == buckets.size() ? end : buckets.get(i).from();
        row(table, buckets.get(first), to, region.available());
        first = i;
      }
    }
    return table.text(terminal.width());
  }

  private static boolean isLike(Bucket one, Bucket other) {
    return one.booked().equals(other.booked()) && one.overbooked() == other.overbooked();
  }

  private void row(Table table, Bucket bucket, Instant to, Capacity available) {
    Capacity booked = bucket.booked();
    double share = share(booked, available);
    int full = (int) Math.ceil(Math.min(1, share) * BAR);
    table.row(
        times.text(bucket.from()),
        times.text(to),
        String.valueOf(FULL).repeat(full) + String.valueOf(FREE).repeat(BAR - full),
        bucket.overbooked() ? "OVER" : Math.round(share * 100) + " %",
        SubRoomView.number(booked.transcodeUnits()),
        SubRoomView.number(booked.egressMbps()),
        String.valueOf(booked.slots()));
  }

  /** The fullest side's; 1 where there is none of what is booked. */
  private static double share(Capacity booked, Capacity available) {
    return Math.max(
        part(booked.transcodeUnits(), available.transcodeUnits()),
        Math.max(
            part(booked.egressMbps(), available.egressMbps()),
            part(booked.slots(), available.slots())));
  }

  private static double part(double booked, double available) {
    return booked <= 0 ? 0 : available <= 0 ? 1 : booked / available;
  }
}
