package io.roomfleet.orchestrator.region;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A region's copy of a line, as its ledger knows it.
 *
 * @param url where others read it
 * @param epoch of its placement
 * @param version of the newest {@link RelayFeed} that it follows; 0 when it reads the source by
 *     itself, since none was said
 * @param upstream what it was told to read; null while nobody knows where the line is taken in
 * @param fallback what it reads when that fails; null for none
 * @param taken whether its agent has confirmed that. It may go on with what it read before until
 *     the first key frame of what it reads now
 * @param live whether it passes on the line's own video
 */
public record RelayCopy(
    String lineId,
    URI url,
    long epoch,
    long version,
    @Nullable URI upstream,
    @Nullable URI fallback,
    boolean taken,
    boolean live) {

  /** Whether this is what the ledger says now, if the other one was said before. */
  public boolean isNewerThan(RelayCopy other) {
    return epoch != other.epoch ? epoch > other.epoch : version >= other.version;
  }
}
