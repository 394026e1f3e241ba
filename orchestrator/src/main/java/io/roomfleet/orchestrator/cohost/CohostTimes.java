package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.pk.PkRules;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long each step of a session may take.
 *
 * @param inviteFor until an invitation, or the wish of a viewer to come up, expires; 5 s to 10 min
 * @param reserveFor from acceptance until the rooms are in the session; also how long a room is
 *     held. 2 s to 1 min
 * @param connectFor until who is in is connected; 5 s to 2 min
 * @param reconnectFor how long the place of one who drops is kept, with a slate; 1 s to 5 min
 * @param longest of the whole session, from its creation; 1 min to 24 h
 */
public record CohostTimes(
    Duration inviteFor,
    Duration reserveFor,
    Duration connectFor,
    Duration reconnectFor,
    Duration longest) {
  public static final CohostTimes DEFAULT =
      new CohostTimes(
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofHours(4));

  /** What is out of its range, with the name of the field; null when nothing is. */
  @Nullable String fault() {
    return Stream.of(
            fault("inviteFor", inviteFor, 5, 600),
            fault("reserveFor", reserveFor, 2, 60),
            fault("connectFor", connectFor, 5, 120),
            fault("reconnectFor", reconnectFor, 1, 300),
            fault("longest", longest, 60, 24 * 3600))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String fault(String name, Duration value, long least, long most) {
    return PkRules.fault(
        "times." + name, value, Duration.ofSeconds(least), Duration.ofSeconds(most));
  }
}
