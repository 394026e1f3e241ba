package io.roomfleet.deploy.cli;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.Load;
import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.util.List;

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
            "REGION", "AGENTS UP", "UNITS", "EGRESS MBIT/S", "SLOTS", "ASSIGNMENTS", "TIME ZONE");
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
          it.timeZone());
    }
    return (table.isEmpty() ? "No regions.\n" : table.text(terminal.width()))
        + unanswered(list.unanswered());
  }

  String agents(AgentList list) {
    Table table =
        new Table(
            "AGENT",
            "REGION",
            "STATUS",
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
          of(it.reserved().transcodeUnits(), it.capacity().transcodeUnits()),
          of(it.reserved().egressMbps(), it.capacity().egressMbps()),
          it.reserved().slots() + "/" + it.capacity().slots(),
          measured == null ? "" : SubRoomView.number(measured.cpuCores()),
          times.text(it.lastSeenAt()));
    }
    return (table.isEmpty() ? "No agents.\n" : table.text(terminal.width()))
        + unanswered(list.unanswered());
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
