package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.region.Reservation.Owner;
import io.roomfleet.orchestrator.region.Reservation.Parting;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.Duration;
import java.time.Instant;

/** What becomes of a region's copy of a line that its last ladder plays no more. */
final class LedgerCopies {
  /**
   * So long the copy goes on: the ladder plays it until the other line delivers, and who switches
   * to and fro finds it there.
   */
  static final Duration LINGER = Duration.ofSeconds(15);

  private LedgerCopies() {}

  /** The copy goes on for a while, if nobody else here reads it. */
  static void leaveUnread(LedgerBooks books, Order reader, Instant now) {
    Reservation copy = books.active(reader.relayId());
    if (copy == null || copy.owner() != Owner.REGION || books.isRead(reader)) {
      return;
    }
    for (Role role : Role.values()) {
      books.takeAndDrop(books.get(copy.id(), role));
    }
    books.put(copy.leaving(new Parting(now, now.plus(LINGER), null)));
  }

  /** Whether a copy that was left here is one that counts again. */
  static boolean isBack(LedgerBooks books, Order reader, String cause) {
    Reservation left = books.get(reader.relayId(), Role.LEAVING);
    if (left == null || left.owner() != Owner.REGION) {
      return false;
    }
    books.takeAndDrop(left);
    books.put(left.as(Role.ACTIVE, cause));
    return true;
  }
}
