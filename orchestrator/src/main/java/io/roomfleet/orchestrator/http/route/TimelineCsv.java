package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.history.TimelineMark;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import java.time.Instant;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A timeline as a table (RFC 4180, UTF-8, with a heading): first the spans, then the marks, each in
 * their order.
 */
final class TimelineCsv {
  private static final String HEADING =
      "what,kind,entity,state,from,to,region,agentId,sequence,by,reason";
  private static final String END = "\r\n";

  /** What a spreadsheet takes for a formula; reasons come from people. */
  private static final String FORMULA = "=+-@\t\r";

  private TimelineCsv() {}

  /** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
  static ByteString of(TimelineView view) {
    StringBuilder text = new StringBuilder(HEADING).append(END);
    for (TimelineSpan span : view.spans()) {
      row(
          text,
          "span",
          span.kind().name(),
          span.entity(),
          span.state(),
          span.from().toString(),
          inWords(span.to()),
          span.region(),
          span.agentId(),
          null,
          null,
          span.reason());
    }
    for (TimelineMark mark : view.marks()) {
      row(
          text,
          "mark",
          mark.kind().name(),
          mark.entity(),
          mark.type(),
          mark.at().toString(),
          mark.at().toString(),
          null,
          null,
          Long.toString(mark.sequence()),
          mark.by(),
          mark.reason());
    }
    return ByteString.fromString(text.toString());
  }

  private static @Nullable String inWords(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static void row(StringBuilder text, @Nullable String... cells) {
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    text.append(END);
  }

  private static String cell(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    String harmless = FORMULA.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
    boolean isPlain =
        harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
