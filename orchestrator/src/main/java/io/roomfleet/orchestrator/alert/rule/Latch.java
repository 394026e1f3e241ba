package io.roomfleet.orchestrator.alert.rule;

/**
 * Whether a rule's level has been bad for long enough, or good again for long enough. Between good
 * and bad it changes nothing, so a level that wavers about the threshold neither raises nor clears
 * again and again. One that comes back soon after it cleared must be good for twice as long the
 * next time, up to eight times.
 */
final class Latch {
  private static final long SOON = 600_000;
  private static final int MOST = 8;
  private static final long NEVER = -1;

  private long badSince = NEVER;
  private long goodSince = NEVER;
  private long clearedAt = NEVER;
  private long raisedAt = NEVER;
  private int patience = 1;

  void update(long now, double level, Rule rule) {
    if (level >= 1) {
      goodSince = NEVER;
      badSince = badSince == NEVER ? now : badSince;
      if (raisedAt == NEVER && now - badSince >= rule.raiseAfter().toMillis()) {
        patience = clearedAt != NEVER && now - clearedAt < SOON ? Math.min(MOST, patience * 2) : 1;
        raisedAt = now;
      }
    } else if (level < rule.clearShare()) {
      badSince = raisedAt == NEVER ? NEVER : badSince;
      goodSince = goodSince == NEVER ? now : goodSince;
      if (raisedAt != NEVER && now - goodSince >= rule.clearAfter().toMillis() * patience) {
        clear(now);
      }
    } else {
      goodSince = NEVER;
    }
  }

  private void clear(long now) {
    raisedAt = NEVER;
    badSince = NEVER;
    clearedAt = now;
  }

  /** It was raised before this was made. */
  void restore(long since) {
    raisedAt = since;
    badSince = since;
  }

  boolean raised() {
    return raisedAt != NEVER;
  }

  /** Bad, be it for long enough or not yet. */
  boolean bad() {
    return badSince != NEVER;
  }

  /** Since when it is bad; meaningless while it is not. */
  long badSince() {
    return badSince;
  }

  /** When it had been bad for long enough; meaningless while it is not raised. */
  long raisedAt() {
    return raisedAt;
  }
}
