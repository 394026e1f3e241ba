package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.StageState;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.orchestrator.region.LedgerWord;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What the ledger of eu-west passes on to a session of the agent that mixes it. */
public final class AgentSays {
  private AgentSays() {}

  /** Whether these seats come. */
  public static CohostMessage comes(boolean comes, Instant now, String... seats) {
    return of(
        Stream.of(seats).map(it -> new StageState.SeatState(it, comes, now, null, null)).toList(),
        now);
  }

  /** How its seats come in. */
  static CohostMessage of(List<StageState.SeatState> seats, Instant now) {
    return new CohostMessage.LedgerSaid(
        "eu-west",
        new LedgerWord.Held(
            7,
            "eu-1",
            1,
            URI.create("http://eu-1"),
            "near",
            List.of(),
            "ordered",
            state(1, seats, now),
            null,
            null));
  }

  /** A mix that runs. */
  static AssignmentState state(long epoch, List<StageState.SeatState> seats, Instant now) {
    return new AssignmentState(
        "mix/s",
        epoch,
        AssignmentKind.MIX,
        Phase.RUNNING,
        now,
        null,
        1L,
        0,
        LineInput.LIVE,
        null,
        null,
        null,
        List.of(),
        null,
        new StageState(null, seats));
  }
}
