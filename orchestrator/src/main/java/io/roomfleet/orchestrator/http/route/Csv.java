package io.roomfleet.orchestrator.http.route;

import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A table as RFC 4180 has it, in UTF-8. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it: reasons, topics and labels come from people.
 */
final class Csv {
  static final String MEDIA_TYPE = "text/csv";

  /** The query parameter that wins over {@code Accept}. */
  static final String FORMAT = "format";

  private static final Set<String> FORMATS = Set.of("csv", "json");
  private static final DateTimeFormatter NAMED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String END = "\r\n";

  /** What a spreadsheet takes for the beginning of a formula. */
  private static final String FORMULA = "=+-@\t\r\n";

  private final StringBuilder text = new StringBuilder();

  /**
   * True when the caller wants CSV.
   *
   * @throws io.roomfleet.orchestrator.http.wire.RefusedRequest when {@code format} is neither
   */
  static boolean isAskedFor(Call call) {
    String format = call.query().oneOf(FORMAT, FORMATS);
    return format == null ? call.accepted().equals(MEDIA_TYPE) : format.equals("csv");
  }

  /**
   * A table as a file that a browser keeps.
   *
   * @param what it shows, one word
   * @param roomId of whose name's letters none needs care in a header
   */
  static Answer answer(String what, String roomId, Instant from, String text) {
    String name = "%s-%s-%s.csv".formatted(what, roomId, NAMED.format(from));
    return new Answer(
        200,
        MEDIA_TYPE + "; charset=utf-8",
        Map.of("Content-Disposition", "attachment; filename=\"%s\"".formatted(name)),
        ByteString.fromString(text));
  }

  /** Adds a row; null is an empty cell. */
  void row(@Nullable String... cells) {
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    text.append(END);
  }

  String text() {
    return text.toString();
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
