package io.roomfleet.deploy.cli;

import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineMark;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A timeline as a picture of characters: a row for the room, its agenda, each line and each
 * sub-room, and below it what happened at an instant. A column in which several states fall shows
 * the worst of them.
 */
record TimelineText(Terminal terminal, Times times, boolean all) {
  private static final int USUAL_WIDTH = 100;
  private static final int WIDEST = 160;
  private static final int WIDEST_LABEL = 16;
  private static final int LAST = 30;

  /** The later, the worse. */
  private static final Map<String, Character> SIGNS = signs();

  private static final String LEGEND =
      "█ live  = ready  - starting, preparing  ░ slate  ▒ fallback  . not begun"
          + "  ? no place yet  ! degraded, warning  x failed, critical  ◆ moved";

  private static final Set<String> BEFORE = Set.of("SCHEDULED", "REQUESTED");

  private static final List<TimelineKind> ORDER =
      List.of(
          TimelineKind.ROOM,
          TimelineKind.AGENDA,
          TimelineKind.SESSION,
          TimelineKind.LINE,
          TimelineKind.SUB_ROOM,
          TimelineKind.ALERT);

  private static Map<String, Character> signs() {
    Map<String, Character> signs = new LinkedHashMap<>();
    signs.put("SCHEDULED", '.');
    signs.put("REQUESTED", '.');
    signs.put("LIVE", '█');
    signs.put("READY", '=');
    signs.put("PREPARING", '-');
    signs.put("STARTING", '-');
    signs.put("SLATE", '░');
    signs.put("FALLBACK", '▒');
    signs.put("UNASSIGNED", '?');
    signs.put("PLACING", '?');
    signs.put("OPPORTUNITY", '=');
    signs.put("WARNING", '!');
    signs.put("DEGRADED", '!');
    signs.put("CRITICAL", 'x');
    signs.put("FAILED", 'x');
    return signs;
  }

  private record Row(TimelineKind kind, String entity) {}

  /** The times of the first and the last column. */
  private record Axis(Instant from, Instant to, int columns) {
    /** May lie outside of the picture. */
    int column(Instant at) {
      double share =
          (double) Duration.between(from, at).toMillis()
              / Math.max(1, Duration.between(from, to).toMillis());
      return (int) Math.floor(Math.max(-1, Math.min(2, share)) * columns);
    }
  }

  /**
   * @param fromGiven false to begin where the room is prepared, when that is later
   */
  String text(TimelineView view, boolean fromGiven) {
    Map<Row, char[]> rows = new LinkedHashMap<>();
    int label =
        view.spans().stream()
            .mapToInt(span -> name(span.kind(), span.entity()).length())
            .max()
            .orElse(4);
    int labels = Math.min(label, WIDEST_LABEL);
    int width = terminal.isTerminal() ? Math.min(terminal.width(), WIDEST) : USUAL_WIDTH;
    Axis axis =
        new Axis(
            fromGiven ? view.from() : begin(view), view.to(), Math.max(20, width - labels - 2));
    for (TimelineKind kind : ORDER) {
      view.spans().stream()
          .filter(span -> span.kind() == kind)
          .forEach(span -> draw(rows, axis, span));
    }
    view.marks().stream()
        .filter(mark -> mark.type().equals("sub_room.moved"))
        .forEach(mark -> put(rows.get(new Row(mark.kind(), mark.entity())), axis, mark.at()));
    StringBuilder text = new StringBuilder();
    text.append(scale(axis, labels));
    rows.forEach(
        (row, signs) ->
            text.append(fitted(name(row.kind(), row.entity()), labels))
                .append("  ")
                .append(new String(signs).stripTrailing())
                .append('\n'));
    text.append(rows.isEmpty() ? "Nothing.\n" : LEGEND + "\n");
    text.append(marks(view.marks()));
    if (view.nextFrom() != null) {
      text.append("More from ").append(times.text(view.nextFrom())).append(" on (--from).\n");
    }
    return text.toString();
  }

  private static Instant begin(TimelineView view) {
    return view.spans().stream()
        .filter(span -> !BEFORE.contains(span.state()) && span.kind() != TimelineKind.AGENDA)
        .map(TimelineSpan::from)
        .min(Instant::compareTo)
        .filter(first -> first.isAfter(view.from()) && first.isBefore(view.to()))
        .orElse(view.from());
  }

  private static void draw(Map<Row, char[]> rows, Axis axis, TimelineSpan span) {
    char[] row =
        rows.computeIfAbsent(
            new Row(span.kind(), span.entity()), key -> " ".repeat(axis.columns()).toCharArray());
    int first = Math.max(0, axis.column(span.from()));
    int end = span.to() == null ? axis.columns() : axis.column(span.to()) + 1;
    boolean session = span.kind() == TimelineKind.SESSION;
    String item = "|" + (session ? span.reason() : span.state());
    for (int column = first; column < Math.min(end, axis.columns()); column++) {
      if (session || span.kind() == TimelineKind.AGENDA) {
        int letter = column - first;
        row[column] = letter < item.length() ? item.charAt(letter) : '·';
      } else {
        row[column] = worse(row[column], SIGNS.getOrDefault(span.state(), '?'));
      }
    }
  }

  private static char worse(char one, char other) {
    List<Character> order = List.copyOf(SIGNS.values());
    return order.lastIndexOf(other) >= order.lastIndexOf(one) ? other : one;
  }

  private static void put(char @Nullable [] row, Axis axis, Instant at) {
    int column = axis.column(at);
    if (row != null && column >= 0 && column < row.length) {
      row[column] = '◆';
    }
  }

  private String scale(Axis axis, int labels) {
    String from = times.text(axis.from());
    String to = times.text(axis.to());
    int gap = Math.max(1, axis.columns() - from.length() - to.length());
    return " ".repeat(labels + 2) + from + " ".repeat(gap) + to + "\n";
  }

  private String marks(List<TimelineMark> marks) {
    if (marks.isEmpty()) {
      return "";
    }
    int first = all ? 0 : Math.max(0, marks.size() - LAST);
    Table table = new Table("AT", "WHO", "WHAT", "BY", "WHY");
    for (TimelineMark mark : marks.subList(first, marks.size())) {
      table.row(
          times.timeOfDay(mark.at()),
          name(mark.kind(), mark.entity()),
          mark.type(),
          mark.by(),
          mark.reason() == null ? "" : mark.reason());
    }
    String more = first == 0 ? "" : "and " + first + " before (--all shows them)\n";
    return "\n" + table.text(terminal.width()) + more;
  }

  private static String name(TimelineKind kind, String entity) {
    return switch (kind) {
      case ROOM -> "room";
      case LINE -> "line " + entity;
      case SUB_ROOM, AGENDA, SESSION, ALERT -> entity;
    };
  }

  private static String fitted(String label, int width) {
    return label.length() > width
        ? label.substring(0, width - 1) + "…"
        : label + " ".repeat(width - label.length());
  }
}
