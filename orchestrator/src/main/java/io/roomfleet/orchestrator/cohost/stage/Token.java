package io.roomfleet.orchestrator.cohost.stage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what one may connect by browser. The token itself is known to nobody but the one who got it.
 *
 * @param hash SHA-256 of it, 64 hex digits; {@link #NOBODY} once it counts no more
 * @param until the first instant at which it counts no more; null once it does not
 */
public record Token(String hash, @Nullable Instant until) {
  /** No token is known that hashes to this. */
  public static final String NOBODY = "0".repeat(64);

  static final Token OVER = new Token(NOBODY, null);
}
