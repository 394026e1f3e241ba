package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Acknowledgement;
import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.api.alert.Prompt;
import io.roomfleet.orchestrator.alert.rule.Finding;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import io.roomfleet.orchestrator.alert.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A book with an event in it. */
record AlertFold(AlertBook book) implements AlertEvent.Cases<AlertBook> {
  @Override
  public AlertBook raised(AlertEvent.Raised e) {
    Finding finding = e.finding();
    Rule rule = ReadyRules.byId().get(finding.ruleId());
    Alert alert =
        new Alert(
            e.alertId(),
            finding.ruleId(),
            rule == null ? finding.ruleId() : rule.name(),
            finding.severity(),
            AlertState.RAISED,
            book.id().equals(AlertBook.FLEET) ? null : book.id(),
            finding.subject(),
            finding.subRooms(),
            finding.regions(),
            finding.cause(),
            finding.causeText(),
            finding.symptoms(),
            finding.value(),
            finding.expected(),
            Instant.ofEpochMilli(finding.since()),
            e.at(),
            null,
            null,
            null,
            null);
    Map<String, Instant> revised = new LinkedHashMap<>(book.revisedAt());
    revised.put(e.alertId(), e.at());
    return new AlertBook(
        book.id(),
        book.made() + 1,
        with(alert),
        book.over(),
        book.prompts(),
        Map.copyOf(revised),
        book.handled());
  }

  @Override
  public AlertBook revised(AlertEvent.Revised e) {
    Alert was = Objects.requireNonNull(book.open().get(e.alertId()));
    Alert alert =
        new Alert(
            was.id(),
            was.rule(),
            was.title(),
            was.severity(),
            was.state(),
            was.roomId(),
            was.subject(),
            e.subRooms(),
            e.regions(),
            e.cause(),
            e.causeText(),
            e.symptoms(),
            was.value(),
            was.expected(),
            was.since(),
            was.raisedAt(),
            was.acknowledged(),
            null,
            null,
            null);
    Map<String, Instant> revised = new LinkedHashMap<>(book.revisedAt());
    revised.put(e.alertId(), e.at());
    return new AlertBook(
        book.id(),
        book.made(),
        with(alert),
        book.over(),
        book.prompts(),
        Map.copyOf(revised),
        book.handled());
  }

  @Override
  public AlertBook acknowledged(AlertEvent.Acknowledged e) {
    Alert was = Objects.requireNonNull(book.open().get(e.alertId()));
    Acknowledgement by = new Acknowledgement(e.at(), e.by(), e.note());
    return new AlertBook(
        book.id(),
        book.made(),
        with(state(was, AlertState.ACKNOWLEDGED, by, null, null, null)),
        book.over(),
        book.prompts(),
        book.revisedAt(),
        newest(book.handled(), e.requestId(), AlertBook.MOST_HANDLED));
  }

  @Override
  public AlertBook resolved(AlertEvent.Resolved e) {
    Alert was = Objects.requireNonNull(book.open().get(e.alertId()));
    Alert done =
        state(was, AlertState.RESOLVED, was.acknowledged(), e.at(), e.reason(), e.partOf());
    Map<String, Alert> open = new LinkedHashMap<>(book.open());
    open.remove(e.alertId());
    Map<String, Instant> revised = new LinkedHashMap<>(book.revisedAt());
    revised.remove(e.alertId());
    List<Prompt> prompts =
        book.prompts().stream()
            .map(
                prompt ->
                    e.alertId().equals(prompt.alertId())
                        ? new Prompt(
                            prompt.id(),
                            prompt.at(),
                            prompt.text(),
                            prompt.by(),
                            prompt.alertId(),
                            e.at())
                        : prompt)
            .toList();
    return new AlertBook(
        book.id(),
        book.made(),
        open,
        newest(book.over(), done, AlertBook.MOST_OVER),
        prompts,
        Map.copyOf(revised),
        book.handled());
  }

  @Override
  public AlertBook prompted(AlertEvent.Prompted e) {
    Prompt prompt = new Prompt(e.promptId(), e.at(), e.text(), e.by(), e.alertId(), null);
    return new AlertBook(
        book.id(),
        book.made() + 1,
        book.open(),
        book.over(),
        newest(book.prompts(), prompt, AlertBook.MOST_PROMPTS),
        book.revisedAt(),
        e.requestId() == null
            ? book.handled()
            : newest(book.handled(), e.requestId(), AlertBook.MOST_HANDLED));
  }

  private Map<String, Alert> with(Alert alert) {
    Map<String, Alert> open = new LinkedHashMap<>(book.open());
    open.put(alert.id(), alert);
    return open;
  }

  private static Alert state(
      Alert was,
      AlertState state,
      @Nullable Acknowledgement by,
      @Nullable Instant resolvedAt,
      @Nullable String resolution,
      @Nullable String partOf) {
    return new Alert(
        was.id(),
        was.rule(),
        was.title(),
        was.severity(),
        state,
        was.roomId(),
        was.subject(),
        was.subRooms(),
        was.regions(),
        was.cause(),
        was.causeText(),
        was.symptoms(),
        was.value(),
        was.expected(),
        was.since(),
        was.raisedAt(),
        by,
        resolvedAt,
        resolution,
        partOf);
  }

  private static <T> List<T> newest(List<T> list, T more, int most) {
    List<T> all = new ArrayList<>(list);
    all.add(more);
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }
}
