package io.roomfleet.orchestrator.subroom;

import io.roomfleet.orchestrator.subroom.Moves.Move;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which regions a search may ask, beyond what the sub-room allows.
 *
 * @param only the one region that will do, null for any
 * @param leaves true when the region where it runs will not do
 * @param last regions to ask after all others
 */
record SearchScope(@Nullable String only, boolean leaves, List<String> last) {

  /** What the state calls for: the next place of its move, or else a place. */
  static SearchScope of(SubRoomState state) {
    Move move = state.moves().current();
    return move == null
        ? new SearchScope(state.spec().wantedRegion(), false, List.of())
        : move(state, move.only(), move.tried());
  }

  /** For a move from where it is. */
  static SearchScope move(SubRoomState state, @Nullable String only, List<String> tried) {
    return new SearchScope(only == null ? state.spec().wantedRegion() : only, true, tried);
  }
}
