package io.roomfleet.orchestrator.room.relay;

import io.roomfleet.orchestrator.region.RelayCopy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All ways by which a line may come to a region at this moment, as far as its room can know: of
 * each copy everything it was told to read, or to fall back on, and has not certainly left behind.
 *
 * <p>A relay always sends, its slate at least. So regions that read each other in a circle would
 * take each other for alive, for ever. It does not arise, since a copy is told to read another one
 * only if no way that this one may take leads back to the region ({@link #mayRead}). What is known
 * of it is this:
 *
 * <ol>
 *   <li>A ledger turns its region's copy to a newer version only. Which of those that were said
 *       last has reached it is not known.
 *   <li>An agent that has taken a version reads, after {@code settle}, nothing older. One that came
 *       new to the copy, or is known only since this room came up, may read anything before.
 *   <li>An agent that is not the copy's any more may go on with it, cut off from everybody, for as
 *       long as it lives. It is a way only for those who may read it there, so copies are known by
 *       where they are read.
 *   <li>The source reads nobody, and neither did those that were the source before, until they are
 *       heard of as copies.
 * </ol>
 *
 * <p>Pure; mutable, of one owner.
 */
final class RelayWays {
  private final Duration settle;
  private final Map<String, List<Said>> said = new HashMap<>();
  private final Map<URI, Copy> copies = new HashMap<>();
  private final Set<URI> sources = new HashSet<>();
  private @Nullable URI source;

  /**
   * What a region was told.
   *
   * @param reads null while it is not known what it goes on with
   */
  private record Said(long version, @Nullable Set<URI> reads) {}

  /** A copy at one agent. */
  private static final class Copy {
    private final String region;

    /** Nothing older is read any more; 0 while that is not known of any version. */
    private long since;

    /** By version, when it was first heard that the agent has taken it. */
    private final TreeMap<Long, Instant> taken = new TreeMap<>();

    Copy(String region) {
      this.region = region;
    }
  }

  RelayWays(Duration settle) {
    this.settle = settle;
  }

  /** The line is, or was, taken in by the agent whose relay this is. */
  void source(URI url) {
    source = url;
    sources.add(url);
  }

  /** A region is being told what to read. */
  void said(String region, long version, URI url, @Nullable URI fallback) {
    add(region, new Said(version, fallback == null ? Set.of(url) : Set.of(url, fallback)));
  }

  /** A region is being told to go on as it does, under a new version. */
  void saidToGoOn(String region, long version) {
    add(region, new Said(version, null));
  }

  /** What was said before with the same content counts as said now: longer, but not twice. */
  private void add(String region, Said newest) {
    List<Said> all = said.computeIfAbsent(region, id -> new ArrayList<>());
    all.removeIf(each -> Objects.equals(each.reads(), newest.reads()));
    all.add(newest);
  }

  /** A ledger's word about a copy. What follows no version that was said here tells nothing. */
  void heard(String region, RelayCopy heard, Instant now) {
    if (!heard.url().equals(source)) {
      sources.remove(heard.url());
    }
    Copy copy = copies.computeIfAbsent(heard.url(), url -> new Copy(region));
    List<Said> all = said.getOrDefault(region, List.of());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).version() == heard.version()) {
        if (all.get(i).reads() == null) {
          all.set(i, new Said(heard.version(), readBy(heard)));
        }
        if (heard.taken()) {
          copy.taken.putIfAbsent(heard.version(), now);
        }
      }
    }
  }

  private static Set<URI> readBy(RelayCopy copy) {
    Set<URI> reads = new HashSet<>();
    for (URI url : new URI[] {copy.upstream(), copy.fallback()}) {
      if (url != null) {
        reads.add(url);
      }
    }
    return reads;
  }

  /** Takes note of what can be read no more, since enough time has passed. */
  void settle(Instant now) {
    for (Copy copy : copies.values()) {
      for (Map.Entry<Long, Instant> each : List.copyOf(copy.taken.entrySet())) {
        if (!now.isBefore(each.getValue().plus(settle))) {
          copy.since = Math.max(copy.since, each.getKey());
          copy.taken.remove(each.getKey());
        }
      }
    }
  }

  /** Whether a region may be told to read there: every way from there is known, and none is its. */
  boolean mayRead(String region, URI url) {
    return mayRead(region, url, new HashSet<>(Set.of(url)));
  }

  private boolean mayRead(String region, URI url, Set<URI> seen) {
    if (sources.contains(url)) {
      return true;
    }
    Copy copy = copies.get(url);
    if (copy == null || copy.since == 0 || copy.region.equals(region)) {
      return false;
    }
    for (Said each : said.getOrDefault(copy.region, List.of())) {
      if (each.version() < copy.since) {
        continue;
      }
      if (each.reads() == null) {
        return false;
      }
      for (URI next : each.reads()) {
        if (seen.add(next) && !mayRead(region, next, seen)) {
          return false;
        }
      }
    }
    return true;
  }
}
