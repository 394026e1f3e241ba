package io.roomfleet.deploy.cli;

import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.api.cohost.PkPoolPage;
import io.roomfleet.api.cohost.PkPoolRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The matching pool, for people. */
record PoolText(Terminal terminal, Times times) {
  String page(PkPoolPage page) {
    if (page.entries().isEmpty()) {
      return "Nobody waits.\n";
    }
    Table table =
        new Table("ROOM", "SEAT", "STATE", "WAITED", "LANGUAGE", "REGION", "VIEWERS", "LOOKS FOR");
    for (PkPoolEntry entry : page.entries()) {
      table.row(
          entry.roomId(),
          entry.seatId(),
          entry.state().name(),
          entry.waitedSeconds() + " s",
          entry.language(),
          entry.region(),
          String.valueOf(entry.viewers()),
          range(entry.looksFor()));
    }
    String text = table.text(terminal.width()) + page.waiting() + " wait.\n";
    return page.nextPageToken() == null
        ? text
        : text + "More: --page-token " + page.nextPageToken() + "\n";
  }

  String one(PkPoolEntry entry) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s of %s, %s for %d s%n"
            .formatted(entry.seatId(), entry.roomId(), entry.state(), entry.waitedSeconds()));
    text.append(
        "  %s, %s, %d viewers, won %d of %d, %d rooms are to meet%n"
            .formatted(
                entry.language(),
                entry.region(),
                entry.viewers(),
                entry.wins(),
                entry.wins() + entry.losses(),
                entry.rooms()));
    PkPoolRange range = entry.looksFor();
    if (range != null) {
      text.append("  looks for %s%n".formatted(range(range)));
      text.append(
          "  %swaits until %s%n"
              .formatted(
                  range.widerAt() == null
                      ? ""
                      : "wider from " + times.text(range.widerAt()) + " on, ",
                  times.text(entry.expiresAt())));
    }
    if (entry.sessionId() != null) {
      text.append("  session %s%n".formatted(entry.sessionId()));
    }
    if (entry.reason() != null) {
      text.append("  %s%n".formatted(entry.reason()));
    }
    return text.toString();
  }

  private static String range(@Nullable PkPoolRange range) {
    if (range == null) {
      return "";
    }
    List<String> words = new ArrayList<>();
    if (range.sameLanguage()) {
      words.add("same language");
    }
    if (range.sameRegion()) {
      words.add("same region");
    }
    if (range.sizeRatio() != null) {
      words.add(String.format(Locale.ROOT, "size x%.1f", range.sizeRatio()));
    }
    if (range.fresh()) {
      words.add("not met of late");
    }
    return words.isEmpty() ? "anybody" : String.join(", ", words);
  }
}
