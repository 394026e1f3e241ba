package io.roomfleet.deploy.cli;

import io.roomfleet.api.cohost.CohostJoin;
import io.roomfleet.api.cohost.CohostQuality;
import io.roomfleet.api.cohost.CohostSeat;
import io.roomfleet.api.cohost.CohostSessionPage;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.api.cohost.PkRound;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Co-host and PK sessions, for people. */
record CohostText(Terminal terminal, Times times) {
  String page(CohostSessionPage page) {
    if (page.sessions().isEmpty()) {
      return "No sessions.\n";
    }
    Table table = new Table("SESSION", "MODE", "STATUS", "BEGUN", "WHO", "POINTS");
    for (CohostSessionView session : page.sessions()) {
      table.row(
          session.id(),
          session.mode().name(),
          session.status().name(),
          times.text(session.createdAt()),
          session.seats().stream().map(CohostSeat::id).collect(Collectors.joining(", ")),
          session.pk() == null ? "" : points(session.pk()));
    }
    String text = table.text(terminal.width());
    return page.nextPageToken() == null
        ? text
        : text + "More: --page-token " + page.nextPageToken() + "\n";
  }

  private static String points(PkRound round) {
    return round.teams().stream()
        .map(team -> team.name() + " " + team.points())
        .collect(Collectors.joining(" : "));
  }

  String one(CohostSessionView session) {
    StringBuilder text = new StringBuilder();
    String why = session.reason() == null ? "" : ": " + session.reason();
    text.append("%s %s, %s%s%n".formatted(session.mode(), session.id(), session.status(), why));
    text.append(
        "  owner %s%s, revision %d%n"
            .formatted(session.owner(), session.locked() ? ", locked" : "", session.revision()));
    if (session.pk() != null) {
      text.append(round(session.pk()));
    }
    Table table = new Table("SEAT", "NAME", "ROOM", "STATE", "UNTIL", "MUTED", "WAY", "WHY");
    for (CohostSeat seat : session.seats()) {
      table.row(
          seat.id(),
          seat.name(),
          seat.roomId(),
          seat.exit() == null ? seat.state().name() : seat.exit().name(),
          seat.until() == null ? "" : times.text(seat.until()),
          seat.muted() ? (seat.mutedByOwner() ? "by the owner" : "yes") : "",
          way(seat.quality()),
          seat.reason() == null ? "" : seat.reason());
    }
    return text + table.text(terminal.width());
  }

  /** Loss, jitter, round trip. */
  private static String way(@Nullable CohostQuality quality) {
    if (quality == null) {
      return "";
    }
    Integer roundTrip = quality.roundTripMillis();
    return String.format(
        Locale.ROOT,
        "%.1f %% lost, jitter %.0f ms%s",
        quality.lossPercent(),
        quality.jitterMillis(),
        roundTrip == null ? "" : ", round trip " + roundTrip + " ms");
  }

  static String join(CohostJoin join, URI page) {
    String url = join.url() == null ? "no place yet: ask again in a moment" : join.url().toString();
    return "page %s%nstage %s%nseat %s%ntoken %s%nuntil %s%nothers %s%n"
        .formatted(
            page,
            url,
            join.seat(),
            join.token(),
            join.expiresAt(),
            String.join(", ", join.others()));
  }

  private String round(PkRound round) {
    StringBuilder text = new StringBuilder();
    text.append(
        "  round %d, %s until %s: %s%n"
            .formatted(round.round(), round.phase(), times.text(round.endsAt()), points(round)));
    for (PkResult result : round.results()) {
      text.append(
          "  round %d: %s%n"
              .formatted(
                  result.round(),
                  result.winner() == null
                      ? result.how().name()
                      : result.winner() + " by " + result.how()));
    }
    return text.toString();
  }
}
