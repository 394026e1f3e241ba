package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.history.TimelineMark;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A timeline as a table: first the spans, then the marks, each in their order. */
final class TimelineCsv {
  private TimelineCsv() {}

  static String of(TimelineView view) {
    Csv csv = new Csv();
    csv.row(
        "what",
        "kind",
        "entity",
        "state",
        "from",
        "to",
        "region",
        "agentId",
        "sequence",
        "by",
        "reason");
    for (TimelineSpan span : view.spans()) {
      csv.row(
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
      csv.row(
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
    return csv.text();
  }

  private static @Nullable String inWords(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
