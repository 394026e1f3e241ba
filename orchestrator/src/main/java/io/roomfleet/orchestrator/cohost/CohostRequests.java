package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.CohostLayout;
import io.roomfleet.api.cohost.CohostSeatKind;
import io.roomfleet.api.cohost.CohostSeatSpec;
import io.roomfleet.api.cohost.CreateCohostSessionRequest;
import io.roomfleet.api.cohost.PkScoreRequest;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.cohost.stage.Region;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What checked requests ask for, in the domain's words and with every default filled in. */
final class CohostRequests {
  private CohostRequests() {}

  static CohostSpec spec(CreateCohostSessionRequest request) {
    CohostMode mode = CohostMode.valueOf(request.mode().name());
    CohostLayout asked = request.layout();
    Layout usual = mode.hasVideo() ? Layout.SIDE_BY_SIDE : null;
    return new CohostSpec(
        mode,
        request.seats().stream().map(CohostRequests::seat).toList(),
        asked == null ? usual : layout(asked),
        times(request.times()),
        rules(mode, request.rules()),
        Objects.requireNonNullElse(request.canvas(), CohostSpec.USUAL_CANVAS));
  }

  static SeatSpec seat(CohostSeatSpec seat) {
    return new SeatSpec(
        seat.id(),
        seat.kind() == CohostSeatKind.GUEST ? SeatSpec.Kind.GUEST : SeatSpec.Kind.HOST,
        seat.roomId(),
        Objects.requireNonNullElse(seat.name(), seat.id()),
        seat.team());
  }

  static Layout layout(CohostLayout layout) {
    return new Layout(
        Layout.Kind.valueOf(layout.kind().name()),
        layout.regions() == null
            ? List.of()
            : layout.regions().stream()
                .map(it -> new Region(it.x(), it.y(), it.width(), it.height()))
                .toList());
  }

  static List<Score> scores(PkScoreRequest request) {
    return request.scores().stream()
        .map(
            it ->
                new Score(
                    it.eventId(),
                    it.roomId(),
                    it.points(),
                    Objects.requireNonNullElse(it.kind(), "gift")))
        .toList();
  }

  private static CohostTimes times(io.roomfleet.api.cohost.@Nullable CohostTimes times) {
    return times == null
        ? CohostTimes.DEFAULT
        : new CohostTimes(
            Duration.ofSeconds(times.inviteSeconds()),
            Duration.ofSeconds(times.reserveSeconds()),
            Duration.ofSeconds(times.connectSeconds()),
            Duration.ofSeconds(times.reconnectSeconds()),
            Duration.ofSeconds(times.longestSeconds()));
  }

  private static @Nullable PkRules rules(
      CohostMode mode, io.roomfleet.api.cohost.@Nullable PkRules rules) {
    if (rules == null) {
      return mode == CohostMode.PK ? PkRules.DEFAULT : null;
    }
    return new PkRules(
        Duration.ofSeconds(rules.countdownSeconds()),
        Duration.ofSeconds(rules.durationSeconds()),
        Duration.ofSeconds(rules.extraSeconds()),
        rules.mostExtraTimes(),
        Duration.ofSeconds(rules.punishmentSeconds()));
  }
}
