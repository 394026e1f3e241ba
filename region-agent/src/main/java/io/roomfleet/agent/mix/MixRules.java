package io.roomfleet.agent.mix;

import io.roomfleet.agent.ffmpeg.Picture;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.relay.Relays;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.PkBar;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mix must be, to be run. */
public final class MixRules {
  private static final Pattern SEAT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_NAME = 200;
  private static final double ROUNDING = 1e-6;

  private MixRules() {}

  /**
   * Says no to a mix that cannot be run.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public static void check(Assignment.Mix mix) {
    new LineKey(mix.roomId(), mix.lineId());
    if (!mix.lineId().equals(Assignment.Mix.LINE)) {
      throw new IllegalArgumentException(
          "lineId: " + mix.lineId() + " (expected: " + Assignment.Mix.LINE + ")");
    }
    if (mix.canvas() == null) {
      throw new IllegalArgumentException("canvas: null (expected: a size)");
    }
    new Picture(mix.canvas().width(), mix.canvas().height(), mix.canvas().frameRate());
    int count = mix.seats().size();
    if (count < 1 || count > Assignment.Mix.MOST_SEATS) {
      throw new IllegalArgumentException(
          "seats: " + count + " (expected: 1 to " + Assignment.Mix.MOST_SEATS + ")");
    }
    Set<String> ids = new HashSet<>();
    for (Seat seat : mix.seats()) {
      check(seat);
      if (!ids.add(seat.seatId())) {
        throw new IllegalArgumentException("seatId: " + seat.seatId() + " twice (expected: once)");
      }
    }
    if (mix.bar() != null) {
      check(mix.bar());
    }
  }

  private static void check(Seat seat) {
    if (seat.seatId() == null || !SEAT.matcher(seat.seatId()).matches()) {
      throw new IllegalArgumentException("seatId: " + seat.seatId() + " (expected: " + SEAT + ")");
    }
    if (seat.name() == null || seat.name().length() > LONGEST_NAME) {
      throw wrong(seat, "name", seat.name(), "text of up to " + LONGEST_NAME);
    }
    Seat.Place at = seat.place();
    if (at != null
        && !(at.x() >= 0
            && at.y() >= 0
            && at.width() > 0
            && at.height() > 0
            && at.x() + at.width() <= 1 + ROUNDING
            && at.y() + at.height() <= 1 + ROUNDING)) {
      throw wrong(seat, "place", at, "within 0 to 1");
    }
    if (seat.input() instanceof Seat.Input.Upstream upstream) {
      Relays.check(new Source.Upstream(upstream.url(), upstream.fallback()));
    } else if (seat.input() instanceof Seat.Input.WebRtc webRtc) {
      if (webRtc.tokenHash() == null || !HASH.matcher(webRtc.tokenHash()).matches()) {
        throw wrong(seat, "tokenHash", webRtc.tokenHash(), "64 hex digits");
      }
    } else {
      throw wrong(seat, "input", seat.input(), "webrtc or upstream");
    }
  }

  private static IllegalArgumentException wrong(
      Seat seat, String field, @Nullable Object value, String expected) {
    return new IllegalArgumentException(
        "seat %s: %s: %s (expected: %s)".formatted(seat.seatId(), field, value, expected));
  }

  private static void check(PkBar bar) {
    List<PkBar.Team> teams = bar.teams();
    if (teams.size() < 2 || teams.size() > 4) {
      throw new IllegalArgumentException("bar.teams: " + teams.size() + " (expected: 2 to 4)");
    }
    for (PkBar.Team team : teams) {
      if (team.name() == null || team.points() < 0) {
        throw new IllegalArgumentException(
            "bar.teams: " + team + " (expected: a name, and points >= 0)");
      }
    }
    if (bar.phase() == null || bar.endsAt() == null) {
      throw new IllegalArgumentException("bar: " + bar + " (expected: a phase and its end)");
    }
    if (bar.winner() != null && (bar.winner() < 0 || bar.winner() >= teams.size())) {
      throw new IllegalArgumentException(
          "bar.winner: " + bar.winner() + " (expected: one of the teams)");
    }
  }
}
