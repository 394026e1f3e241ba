package io.roomfleet.deploy.cli;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Load;
import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.api.region.RoundTripList;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Regions, agents and the cluster, for people. */
final class FleetView {
  private final Terminal terminal;
  private final Times times;

  FleetView(Terminal terminal, Times times) {
    this.terminal = terminal;
    this.times = times;
  }

  String regions(RegionList list) {
    Table table =
        new Table(
            "REGION",
            "AGENTS UP",
            "UNITS",
            "EGRESS MBIT/S",
            "SLOTS",
            "ASSIGNMENTS",
            "MAINTENANCE",
            "TIME ZONE");
    for (RegionView it : list.regions()) {
      Capacity reserved = it.reserved();
      Capacity capacity = it.capacity();
      table.row(
          it.id(),
          it.agentsUp() + " of " + it.agents(),
          of(reserved.transcodeUnits(), capacity.transcodeUnits()),
          of(reserved.egressMbps(), capacity.egressMbps()),
          reserved.slots() + "/" + capacity.slots(),
          String.valueOf(it.assignments()),
          MaintenanceText.brief(it.maintenance()),
          it.timeZone());
    }
    return (table.isEmpty() ? "No regions.\n" : table.text(terminal.width()))
        + unanswered(list.unanswered());
  }

  String roundTrips(RoundTripList list) {
    Table table =
        new Table("REGION", "MARKET", "COUNTED MS", "MEASURED MS", "SAMPLES", "WITHOUT THEM");
    for (RoundTripList.RoundTrip it : list.roundTrips()) {
      table.row(
          it.region(),
          it.market(),
          millis(it.millis()),
          it.measuredMillis() == null ? "-" : millis(it.measuredMillis()),
          String.valueOf(it.samples()),
          millis(it.priorMillis()) + " " + it.prior().name().toLowerCase(Locale.ROOT));
    }
    return table.isEmpty()
        ? "No market is listed or measured: distances are estimated from time zones.\n"
        : table.text(terminal.width());
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }

  String agents(AgentList list) {
    Table table =
        new Table(
            "AGENT",
            "REGION",
            "STATUS",
            "MAINTENANCE",
            "UNITS",
            "EGRESS MBIT/S",
            "SLOTS",
            "CPU CORES",
            "LAST SEEN");
    for (AgentView it : list.agents()) {
      Load measured = it.measured();
      table.row(
          it.id(),
          it.region(),
          it.status().name(),
          MaintenanceText.brief(it.maintenance()),
          of(it.reserved().transcodeUnits(), it.capacity().transcodeUnits()),
          of(it.reserved().egressMbps(), it.capacity().egressMbps()),
          it.reserved().slots() + "/" + it.capacity().slots(),
          measured == null ? "" : SubRoomView.number(measured.cpuCores()),
          times.text(it.lastSeenAt()));
    }
    return (table.isEmpty() ? "No agents.\n" : table.text(terminal.width()))
        + unanswered(list.unanswered());
  }

  String region(RegionView it) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.in(Colour.BOLD, it.id())).append('\n');
    RoomView.line(text, "time zone", it.timeZone());
    RoomView.line(text, "agents", it.agentsUp() + " of " + it.agents() + " up");
    RoomView.line(text, "assignments", String.valueOf(it.assignments()));
    if (it.holding() != null) {
      RoomView.line(text, "holding", terminal.in(Colour.WARN, it.holding()));
    }
    if (it.maintenance() != null) {
      text.append(MaintenanceText.whole(it.maintenance(), times));
    }
    return text + sides(it.reserved(), it.capacity(), null);
  }

  String agent(AgentView it) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.in(Colour.BOLD, it.id() + " of " + it.region())).append('\n');
    Colour colour = it.status() == AgentStatus.UP ? Colour.GOOD : Colour.BAD;
    RoomView.line(text, "status", terminal.in(colour, it.status().name()));
    RoomView.line(text, "last seen", times.text(it.lastSeenAt()));
    RoomView.line(text, "media", String.valueOf(it.mediaUrl()));
    if (it.maintenance() != null) {
      text.append(MaintenanceText.whole(it.maintenance(), times));
    }
    text.append(sides(it.reserved(), it.capacity(), it.measured()));
    Table table = new Table("ASSIGNMENT", "ROLE", "PHASE", "SINCE", "WHY NOT RUNNING");
    for (AgentView.AssignmentView held : it.assignments()) {
      AssignmentState state = held.state();
      table.row(
          held.id(),
          held.role(),
          state == null ? "" : state.phase().name(),
          state == null ? "" : times.text(state.since()),
          state == null || state.reason() == null ? "" : state.reason());
    }
    return table.isEmpty() ? text.toString() : text + table.text(terminal.width());
  }

  private String sides(Capacity reserved, Capacity capacity, @Nullable Load measured) {
    return new Table("SIDE", "RESERVED", "CAPACITY", "MEASURED")
        .row(
            "transcode units",
            SubRoomView.number(reserved.transcodeUnits()),
            SubRoomView.number(capacity.transcodeUnits()),
            measured == null ? "" : SubRoomView.number(measured.transcodeUnits()))
        .row(
            "egress Mbit/s",
            SubRoomView.number(reserved.egressMbps()),
            SubRoomView.number(capacity.egressMbps()),
            measured == null ? "" : SubRoomView.number(measured.egressMbps()))
        .row("slots", String.valueOf(reserved.slots()), String.valueOf(capacity.slots()), "")
        .text(terminal.width());
  }

  String cluster(ClusterView it) {
    Table table = new Table("NODE", "STATUS", "ROLES", "");
    for (ClusterView.Member member : it.members()) {
      String address = member.address();
      boolean missed = it.unreachable().contains(address);
      table.row(
          address,
          missed ? member.status() + ", unreachable" : member.status(),
          String.join(", ", member.roles()),
          address.equals(it.leader()) ? "leader" : "");
    }
    boolean up = it.cassandra().equals("up");
    return table.text(terminal.width())
        + "\nCassandra: "
        + terminal.in(up ? Colour.GOOD : Colour.BAD, it.cassandra())
        + "\nAnswered by "
        + it.self()
        + ", version "
        + it.version()
        + "\n";
  }

  /** What is reserved of what there is. */
  private static String of(double reserved, double capacity) {
    return SubRoomView.number(reserved) + "/" + SubRoomView.number(capacity);
  }

  private String unanswered(List<String> regions) {
    return regions.isEmpty()
        ? ""
        : terminal.in(Colour.WARN, "Did not answer in time: " + String.join(", ", regions)) + "\n";
  }
}
