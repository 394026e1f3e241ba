package io.roomfleet.deploy.cli;

import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.MaintenanceView;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an agent or a region is emptied, and how far that is, for people. */
final class MaintenanceText {
  private MaintenanceText() {}

  /** {@code draining 12/40} or {@code drained}; empty without maintenance. */
  static String brief(@Nullable MaintenanceView it) {
    if (it == null) {
      return "";
    }
    boolean drain = it.kind().equals("DRAIN");
    if (it.doneAt() != null) {
      return drain ? "drained" : "evacuated";
    }
    return (drain ? "draining " : "evacuating ") + it.moved() + "/" + it.total();
  }

  /** {@code moved 12 of 40, 4 moving, 2 waiting: its publisher is sending to agent a}. */
  static String progress(MaintenanceView it) {
    String moved = "moved " + it.moved() + " of " + it.total();
    if (it.doneAt() != null) {
      return moved + ", it is empty";
    }
    if (it.moved() == it.total()) {
      return moved + ", the last viewers are leaving";
    }
    StringBuilder text =
        new StringBuilder(moved).append(", ").append(it.moving()).append(" moving");
    if (!it.waiting().isEmpty()) {
      text.append(", ").append(it.waiting().size()).append(" waiting: ");
      text.append(it.waiting().get(0).reason());
    }
    return text.toString();
  }

  /** A line each: what is done, on whose wish, and how far it is; then what waits. */
  static String whole(MaintenanceView it, Times times) {
    StringBuilder text = new StringBuilder();
    RoomView.line(
        text,
        "maintenance",
        brief(it)
            + ", since "
            + times.text(it.since())
            + " by "
            + it.by()
            + (it.reason() == null ? "" : ": " + it.reason()));
    RoomView.line(
        text,
        "deadline",
        times.text(it.deadline()) + (it.force() ? ", then what is left is stopped" : ""));
    RoomView.line(text, "progress", progress(it));
    Table table = new Table("WAITING", "WHY");
    it.waiting().forEach(one -> table.row(one.assignmentId(), one.reason()));
    return table.isEmpty() ? text.toString() : text + whole(table);
  }

  /** A reason that is cut is none: lines may be longer than the terminal is wide. */
  private static String whole(Table table) {
    return table.text(Integer.MAX_VALUE);
  }

  /**
   * What is still there, and why.
   *
   * @param agents where it is
   */
  static String left(MaintenanceView it, List<AgentView> agents) {
    Map<String, String> waiting =
        it.waiting().stream()
            .collect(
                Collectors.toMap(
                    MaintenanceView.Waiting::assignmentId,
                    MaintenanceView.Waiting::reason,
                    (first, second) -> first));
    Table table = new Table("STILL THERE", "AGENT", "ROLE", "WHY");
    for (AgentView agent : agents) {
      for (AgentView.AssignmentView held : agent.assignments()) {
        String why =
            switch (held.role()) {
              case "LEAVING" -> "its viewers have not left yet";
              case "NEXT" -> "it is to take over here, but does not play yet";
              default -> waiting.getOrDefault(held.id(), "it is moving, or its turn has not come");
            };
        table.row(held.id(), agent.id(), held.role(), why);
      }
    }
    return table.isEmpty() ? "" : whole(table);
  }
}
