package io.roomfleet.deploy.cli;

import io.roomfleet.api.rebalance.RebalanceFigures;
import io.roomfleet.api.rebalance.RebalanceList;
import io.roomfleet.api.rebalance.RebalanceMove;
import io.roomfleet.api.rebalance.RebalanceState;
import io.roomfleet.api.rebalance.RebalanceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rebalances, for people. */
record RebalanceText(Terminal terminal, Times times) {

  String list(RebalanceList list) {
    StringBuilder text = new StringBuilder("By itself the fleet does\n");
    list.modes()
        .forEach((kind, mode) -> RoomView.line(text, RoomView.lower(kind), RoomView.lower(mode)));
    if (list.rebalances().isEmpty()) {
      return text.append("\nNothing was rebalanced yet.\n").toString();
    }
    Table table = new Table("REBALANCE", "STATE", "STARTED", "MOVES", "$ AN HOUR", "CAUSE");
    for (RebalanceView one : list.rebalances()) {
      table.row(
          Objects.requireNonNullElse(one.id(), ""),
          one.state().name(),
          times.text(one.startedAt()),
          one.done() + " of " + one.total(),
          money(one.before())
              + " → "
              + money(Objects.requireNonNullElse(one.after(), one.expected())),
          one.cause());
    }
    return text.append('\n').append(table.text(terminal.width())).toString();
  }

  String one(RebalanceView one) {
    StringBuilder text = new StringBuilder();
    String id = one.id() == null ? "Dry run" : one.id();
    text.append(id).append(": ").append(one.state()).append('\n');
    RoomView.line(text, "cause", one.cause());
    RoomView.line(text, "plan", one.summary());
    RoomView.line(
        text,
        "time",
        times.text(one.startedAt())
            + (one.endedAt() == null ? "" : " to " + times.text(one.endedAt())));
    if (one.ended() != null) {
      RoomView.line(text, "ended early", one.ended());
    }
    if (one.state() != RebalanceState.DRY_RUN && one.total() > 0) {
      RoomView.line(text, "progress", progress(one));
    }
    if (one.total() > 0) {
      text.append('\n').append(figures(one));
    }
    List<RebalanceMove> moves = Objects.requireNonNullElse(one.moves(), List.of());
    if (!moves.isEmpty()) {
      text.append('\n').append(moves(moves));
    }
    return text.toString();
  }

  /** {@code moved 2 of 5, 1 failed, 1 moving}. */
  static String progress(RebalanceView one) {
    StringBuilder text = new StringBuilder("moved " + one.done() + " of " + one.total());
    if (one.failed() > 0) {
      text.append(", ").append(one.failed()).append(" not");
    }
    long moving =
        Objects.requireNonNullElse(one.moves(), List.<RebalanceMove>of()).stream()
            .filter(move -> move.state() == RebalanceMove.State.MOVING)
            .count();
    if (moving > 0) {
      text.append(", ").append(moving).append(" moving");
    }
    return text.toString();
  }

  private String figures(RebalanceView one) {
    Table table = new Table("", "$ AN HOUR", "RUNNING", "NO PLACE", "HOTTEST AGENT");
    row(table, "before", one.before());
    row(table, "expected", one.expected());
    row(table, "after", one.after());
    return table.text(terminal.width());
  }

  private static void row(Table table, String when, @Nullable RebalanceFigures figures) {
    if (figures != null) {
      table.row(
          when,
          money(figures),
          String.valueOf(figures.running()),
          String.valueOf(figures.withoutPlace()),
          figures.hottestAgent() == null
              ? ""
              : String.format(
                  Locale.ROOT,
                  "%s (%.0f %%)",
                  figures.hottestAgent(),
                  figures.hottestHeat() * 100));
    }
  }

  private String moves(List<RebalanceMove> moves) {
    Table table = new Table("ROOM", "SUB-ROOM", "FROM", "TO", "STATE", "WHY");
    for (RebalanceMove move : moves) {
      List<String> why = new ArrayList<>();
      why.add(move.reason());
      if (move.outcome() != null) {
        why.add(move.outcome());
      }
      table.row(
          move.roomId(),
          move.subRoomId(),
          move.fromAgentId() + " in " + move.fromRegion(),
          (move.toAgentId() == null ? "" : move.toAgentId() + " in ") + move.toRegion(),
          move.state().name(),
          String.join("; ", why));
    }
    return table.text(terminal.width());
  }

  private static String money(RebalanceFigures figures) {
    return String.format(Locale.ROOT, "%.2f", figures.costPerHour());
  }
}
