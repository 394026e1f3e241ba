package io.roomfleet.deploy.cli;

import io.roomfleet.api.alert.Acknowledgement;
import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertPage;
import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.api.alert.AlertRules;
import io.roomfleet.api.alert.Prompts;
import java.util.ArrayList;
import java.util.List;

/** Alerts, their rules and prompts, for people. */
record AlertText(Terminal terminal, Times times) {
  String page(AlertPage page) {
    String text = page.alerts().isEmpty() ? "No alerts.\n" : table(page.alerts());
    return page.nextPageToken() == null
        ? text
        : text + "More: --page-token " + page.nextPageToken() + "\n";
  }

  String open(List<Alert> raised, List<Alert> acknowledged) {
    List<Alert> all = new ArrayList<>(raised);
    all.addAll(acknowledged);
    return all.isEmpty() ? "Nothing is wrong.\n" : table(all);
  }

  private String table(List<Alert> alerts) {
    Table table =
        new Table("ALERT", "STATE", "SEVERITY", "RAISED", "WHAT", "WHERE", "LIKELY CAUSE");
    for (Alert alert : alerts) {
      table.row(
          alert.id(),
          alert.state().name(),
          alert.severity().name(),
          times.text(alert.raisedAt()),
          alert.title(),
          where(alert),
          alert.causeText());
    }
    return table.text(terminal.width());
  }

  private static String where(Alert alert) {
    return switch (alert.subject().kind()) {
      case ROOM -> "all markets";
      case REGION, SUB_ROOM -> alert.subject().id();
      case LINE -> "line " + alert.subject().id();
      case AGENT -> "agent " + alert.subject().id();
      case SEAT -> alert.subject().id() + ", on stage";
    };
  }

  String one(Alert alert) {
    StringBuilder text = new StringBuilder();
    line(text, alert.title() + ", " + where(alert) + ": " + alert.state());
    line(text, "  alert     " + alert.id() + " (" + alert.rule() + ", " + alert.severity() + ")");
    line(text, "  seen      " + alert.value() + ", expected " + alert.expected());
    line(text, "  cause     " + alert.cause() + ": " + alert.causeText());
    if (!alert.subRooms().isEmpty()) {
      line(text, "  touches   " + String.join(", ", alert.subRooms()));
    }
    if (!alert.symptoms().isEmpty()) {
      line(text, "  explains  " + String.join(", ", alert.symptoms()));
    }
    line(
        text,
        "  raised    " + times.text(alert.raisedAt()) + ", since " + times.text(alert.since()));
    Acknowledgement by = alert.acknowledged();
    if (by != null) {
      String note = by.note() == null ? "" : ": " + by.note();
      line(text, "  known to  " + by.by() + ", " + times.text(by.at()) + note);
    }
    if (alert.resolvedAt() != null) {
      line(text, "  resolved  " + times.text(alert.resolvedAt()) + ", " + alert.resolution());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  String rules(AlertRules rules) {
    Table table = new Table("RULE", "WHAT", "SCOPE", "ON", "THRESHOLD", "FOR", "SET BY");
    rules.rules().forEach(rule -> row(table, rule));
    return table.text(terminal.width());
  }

  String rule(AlertRule rule) {
    return rules(new AlertRules(List.of(rule)));
  }

  private static void row(Table table, AlertRule rule) {
    String scope =
        rule.roomId() == null
            ? rule.readyMade() ? "ready-made" : "fleet"
            : rule.roomId() + (rule.subRoomId() == null ? "" : " " + rule.subRoomId());
    table.row(
        rule.readyMade() ? rule.id() : rule.rule(),
        rule.name(),
        scope,
        rule.enabled() ? "yes" : "no",
        rule.threshold() + " " + rule.unit(),
        rule.durationSeconds() + " s",
        rule.by() == null ? "" : rule.by());
  }

  String prompts(Prompts prompts) {
    if (prompts.prompts().isEmpty()) {
      return "No prompts.\n";
    }
    Table table = new Table("AT", "BY", "OVER", "WHAT");
    prompts
        .prompts()
        .forEach(
            it ->
                table.row(
                    times.text(it.at()),
                    it.by(),
                    it.overAt() == null ? "" : times.text(it.overAt()),
                    it.text()));
    return table.text(terminal.width());
  }
}
