package io.roomfleet.deploy.cli;

import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Agendas, for people. */
record AgendaText(Terminal terminal, Times times) {

  String text(AgendaView agenda, Instant now) {
    if (agenda.items().isEmpty() && agenda.spans().isEmpty()) {
      return "No agenda.\n";
    }
    Table table = new Table("ITEM", "PLANNED", "WAS ON FROM", "PRODUCT", "HOST", "TOPIC");
    for (AgendaItem item : agenda.items()) {
      String begun =
          agenda.spans().stream()
              .filter(span -> span.item().id().equals(item.id()) && !span.from().isAfter(now))
              .map(span -> times.timeOfDay(span.from()) + (span.planned() ? " (plan)" : ""))
              .collect(Collectors.joining(", "));
      table.row(
          item.id(),
          times.text(item.startsAt()),
          begun,
          empty(item.productId()),
          empty(item.hostId()),
          empty(item.topic()));
    }
    StringBuilder text = new StringBuilder();
    if (!table.isEmpty()) {
      text.append(table.text(terminal.width()));
    }
    for (AgendaSpan span : agenda.spans()) {
      boolean isOn = !span.from().isAfter(now) && (span.to() == null || now.isBefore(span.to()));
      if (isOn) {
        text.append("On now: ").append(terminal.in(Colour.GOOD, line(span))).append('\n');
      }
    }
    return text.toString();
  }

  /** An item that is on, in one line. */
  String line(AgendaSpan span) {
    List<String> about = new ArrayList<>();
    AgendaItem item = span.item();
    if (item.topic() != null) {
      about.add(item.topic());
    }
    if (item.productId() != null) {
      about.add("product " + item.productId());
    }
    if (item.hostId() != null) {
      about.add("host " + item.hostId());
    }
    return "%s (%s), since %s%s"
        .formatted(
            item.id(),
            String.join(", ", about),
            times.text(span.from()),
            span.planned() ? " by the plan" : "");
  }

  private static String empty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
