package io.roomfleet.orchestrator.subroom;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a sub-room's reports to its room: at once, and again until the room has noted them. In
 * memory; of one actor.
 */
final class ReportCourier {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** So many reports may wait in the journal's outbox before a tidying is worth an event. */
  private static final int KEPT = 8;

  private final SubRoomLinks links;
  private long notedUpTo;
  private long lastSent;
  private Instant sentAt = Instant.MIN;

  ReportCourier(SubRoomLinks links) {
    this.links = links;
  }

  /** The room wants to hear where we are, reports or not. */
  void speakUp() {
    sentAt = Instant.MIN;
  }

  /**
   * The room has kept the reports up to this one.
   *
   * @return true when the outbox is long enough to be tidied
   */
  boolean noted(SubRoomState state, long number) {
    notedUpTo = Math.max(notedUpTo, number);
    List<Report> waiting = state.outbox().waiting();
    return waiting.size() >= KEPT && waiting.get(0).number() <= notedUpTo;
  }

  long notedUpTo() {
    return notedUpTo;
  }

  List<Report> unreported(SubRoomState state) {
    return state.outbox().waiting().stream().filter(r -> r.number() > notedUpTo).toList();
  }

  /** Sends what the room may not have, when it is new or was sent a while ago. */
  void send(SubRoomState state, @Nullable List<CopyHeard> copies, Instant now) {
    List<Report> open = unreported(state);
    boolean fresh = !open.isEmpty() && open.get(open.size() - 1).number() > lastSent;
    if (!fresh && !now.isAfter(sentAt.plus(PATIENCE))) {
      return;
    }
    if (!open.isEmpty() || sentAt.equals(Instant.MIN)) {
      links.toRoom(
          state.brief().roomId(),
          state.spec().id(),
          state.brief().version(),
          state.status(),
          open,
          copies);
    }
    sentAt = now;
    lastSent = state.outbox().made();
  }
}
