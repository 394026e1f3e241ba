package io.roomfleet.deploy.cli;

import io.roomfleet.api.steering.RouteView;
import io.roomfleet.api.steering.RouteView.Candidate;
import java.util.Locale;
import java.util.Objects;

/** A route as text: the answer first, then every candidate with its reason. */
record RouteText(Terminal terminal) {
  private static final int USUAL_WIDTH = 160;

  String text(RouteView view) {
    StringBuilder text = new StringBuilder();
    Candidate best = view.best();
    if (best == null) {
      text.append("Nowhere: ").append(view.why()).append(".\n");
    } else {
      text.append("%s at %s, line %s%n".formatted(best.subRoomId(), best.agentId(), best.line()));
      text.append(best.hls()).append('\n');
      text.append(view.why()).append(".\n");
    }
    if (view.candidates().isEmpty()) {
      return text.toString();
    }
    Table table =
        new Table("SUB-ROOM", "SENT", "MATCH", "AGENT", "LOAD", "LINE", "DISTANCE", "RTT", "WHY");
    for (Candidate it : view.candidates()) {
      table.row(
          it.subRoomId(),
          percent(it.share()),
          it.match().name().toLowerCase(Locale.ROOT),
          Objects.requireNonNullElse(it.agentId(), ""),
          it.agentId() == null ? "" : percent(it.load()),
          it.line(),
          it.distanceKm() == null ? "" : it.distanceKm() + " km",
          it.roundTripMillis() == null ? "" : it.roundTripMillis() + " ms",
          it.reason());
    }
    int width = terminal.isTerminal() ? terminal.width() : USUAL_WIDTH;
    return text.append('\n').append(table.text(width)).toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
