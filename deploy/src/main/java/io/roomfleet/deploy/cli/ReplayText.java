package io.roomfleet.deploy.cli;

import io.roomfleet.api.plan.ReplayView;
import io.roomfleet.api.plan.ReplayView.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** A recorded evening at other prices, for people. */
record ReplayText(Terminal terminal, Times times, boolean all) {
  private static final int FIRST = 50;

  String text(ReplayView replay) {
    StringBuilder text = new StringBuilder();
    text.append(replay.roomId()).append(": ").append(replay.summary()).append(".\n");
    RoomView.line(
        text,
        "prices",
        replay.priceFactors().isEmpty() ? "as they were" : replay.priceFactors().toString());
    RoomView.line(
        text,
        "cost",
        money(replay.costPerHourThen())
            + " $ an hour instead of "
            + money(replay.costPerHour())
            + ", at these prices");
    if (replay.passedOver() > 0) {
      RoomView.line(text, "passed over", replay.passedOver() + " without costs to compare");
    }
    if (!replay.changed().isEmpty()) {
      text.append('\n').append(decisions(replay.changed()));
    }
    return text.toString();
  }

  private String decisions(List<Decision> changed) {
    Table table = new Table("AT", "SUB-ROOM", "CHOSEN", "INSTEAD", "$ AN HOUR", "WHAT DIFFERS");
    List<Decision> shown = all ? changed : changed.subList(0, Math.min(FIRST, changed.size()));
    for (Decision one : shown) {
      table.row(
          times.text(one.at()),
          one.subRoomId(),
          one.chosen(),
          one.instead(),
          money(one.cost()) + " → " + money(one.costInstead()),
          difference(one.terms(), one.termsInstead()));
    }
    String more =
        shown.size() == changed.size()
            ? ""
            : "and " + (changed.size() - shown.size()) + " more (--all shows them)\n";
    return table.text(terminal.width()) + more;
  }

  /** {@code latency 4.10 → 0.50}, as it was recorded. */
  private static String difference(Map<String, Double> chosen, Map<String, Double> instead) {
    List<String> parts = new ArrayList<>();
    TreeSet<String> terms = new TreeSet<>(chosen.keySet());
    terms.addAll(instead.keySet());
    for (String term : terms) {
      double before = chosen.getOrDefault(term, 0.0);
      double then = instead.getOrDefault(term, 0.0);
      if (before != then) {
        parts.add(term + " " + money(before) + " → " + money(then));
      }
    }
    return String.join(", ", parts);
  }

  private static String money(double dollars) {
    return String.format(Locale.ROOT, "%.2f", dollars);
  }
}
