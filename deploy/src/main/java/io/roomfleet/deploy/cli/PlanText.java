package io.roomfleet.deploy.cli;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.plan.PlanView;
import io.roomfleet.api.plan.PlanView.PlannedPlace;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan, for people: does it fit, what is missing, how full it gets, and what goes where. */
record PlanText(Terminal terminal, boolean all) {
  private static final int FIRST = 50;

  String text(PlanView plan) {
    StringBuilder text = new StringBuilder();
    text.append(plan.fits() ? "It fits: " : "It does not fit: ")
        .append(plan.summary())
        .append('.')
        .append('\n');
    RoomView.line(text, "moves", plan.moves() + "; " + plan.unchanged() + " stay where they are");
    RoomView.line(
        text,
        "cost",
        money(plan.costPerHour()) + " $ an hour, " + money(plan.costPerHourNow()) + " now");
    if (!plan.unanswered().isEmpty()) {
      RoomView.line(text, "not heard", String.join(", ", plan.unanswered()));
    }
    if (!plan.missing().isEmpty()) {
      text.append("\nMissing\n").append(missing(plan));
    }
    text.append("\nRegions afterwards\n").append(regions(plan));
    if (!plan.placements().isEmpty()) {
      text.append("\nWhat comes, moves, or has no place\n").append(places(plan.placements()));
    }
    return text.toString();
  }

  private String missing(PlanView plan) {
    Table table = new Table("REGION", "UNITS", "MBIT/S", "SLOTS", "SUB-ROOMS");
    plan.missing()
        .forEach(
            short_ ->
                table.row(
                    short_.region(),
                    SubRoomView.number(short_.capacity().transcodeUnits()),
                    SubRoomView.number(short_.capacity().egressMbps()),
                    String.valueOf(short_.capacity().slots()),
                    String.join(", ", short_.subRooms())));
    return table.text(terminal.width());
  }

  private String regions(PlanView plan) {
    Table table = new Table("REGION", "UNITS", "MBIT/S", "SLOTS");
    for (PlanView.RegionUse use : plan.regions()) {
      Capacity of = use.capacity();
      Capacity booked = use.booked();
      table.row(
          use.region(),
          part(booked.transcodeUnits(), of.transcodeUnits()),
          part(booked.egressMbps(), of.egressMbps()),
          part(booked.slots(), of.slots()));
    }
    return table.text(terminal.width());
  }

  private String places(List<PlannedPlace> places) {
    Table table = new Table("ROOM", "SUB-ROOM", "FROM", "TO", "$ AN HOUR", "WHY");
    List<PlannedPlace> shown = all ? places : places.subList(0, Math.min(FIRST, places.size()));
    for (PlannedPlace place : shown) {
      table.row(
          place.roomId(),
          place.subRoomId(),
          where(place.fromRegion(), place.fromAgentId()),
          place.region() == null ? "nowhere" : where(place.region(), place.agentId()),
          place.costPerHour() == null ? "" : money(place.costPerHour()),
          place.reason());
    }
    String more =
        shown.size() == places.size()
            ? ""
            : "and " + (places.size() - shown.size()) + " more (--all shows them)\n";
    return table.text(terminal.width()) + more;
  }

  private static String where(@Nullable String region, @Nullable String agentId) {
    return agentId == null ? "" : agentId + " in " + region;
  }

  private static String part(double booked, double of) {
    String share = of == 0 ? "" : String.format(Locale.ROOT, " (%.0f %%)", booked / of * 100);
    return SubRoomView.number(booked) + " of " + SubRoomView.number(of) + share;
  }

  private static String money(double dollars) {
    return String.format(Locale.ROOT, "%.2f", dollars);
  }
}
