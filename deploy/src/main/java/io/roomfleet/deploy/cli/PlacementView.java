package io.roomfleet.deploy.cli;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.api.room.Placement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision where a sub-room runs, for people: what was chosen, what each place costs, and why.
 */
final class PlacementView {
  private final Terminal terminal;
  private final Times times;

  PlacementView(Terminal terminal, Times times) {
    this.terminal = terminal;
    this.times = times;
  }

  String text(Placement it) {
    StringBuilder text = new StringBuilder();
    text.append(it.missing() == null ? "Why here (" : "Why nowhere (")
        .append(times.text(it.decidedAt()))
        .append("): ")
        .append(it.reason())
        .append('\n');
    RoomView.line(text, "wanted", SubRoomView.capacity(it.wanted()));
    if (it.missing() != null) {
      RoomView.line(text, "missing", SubRoomView.capacity(it.missing()));
    }
    if (!it.candidates().isEmpty()) {
      text.append('\n').append(costs(it.candidates())).append('\n');
      it.candidates().forEach(candidate -> text.append(why(candidate)).append('\n'));
    }
    return text.toString();
  }

  /** What each place costs in dollars an hour, with a column for each term that any of them has. */
  private String costs(List<Candidate> candidates) {
    Set<String> terms = new LinkedHashSet<>();
    candidates.forEach(candidate -> terms.addAll(termsOf(candidate).keySet()));
    List<String> headings = new ArrayList<>(List.of("PLACE", "VERDICT", "$ AN HOUR"));
    terms.forEach(term -> headings.add(term.toUpperCase(Locale.ROOT)));
    Table table = new Table(headings.toArray(String[]::new));
    for (Candidate candidate : candidates) {
      List<String> row = new ArrayList<>();
      row.add(place(candidate));
      row.add(candidate.verdict());
      row.add(money(candidate.cost()));
      terms.forEach(term -> row.add(money(termsOf(candidate).get(term))));
      table.row(row.toArray(String[]::new));
    }
    return table.text(terminal.width());
  }

  private static String why(Candidate candidate) {
    return "  " + place(candidate) + ": " + candidate.reason();
  }

  private static String place(Candidate candidate) {
    return candidate.kind() + " " + candidate.id();
  }

  private static Map<String, Double> termsOf(Candidate candidate) {
    return Objects.requireNonNullElse(candidate.terms(), Map.of());
  }

  private static String money(@Nullable Double dollars) {
    return dollars == null ? "" : BigDecimal.valueOf(dollars).stripTrailingZeros().toPlainString();
  }
}
