package io.roomfleet.orchestrator.room.relay;

import io.roomfleet.api.room.RelayHop;
import io.roomfleet.orchestrator.placement.relay.RelayTree;
import io.roomfleet.orchestrator.region.RelayCopy;
import io.roomfleet.orchestrator.region.RelayFeed;
import io.roomfleet.orchestrator.subroom.CopyHeard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the copies of one line are to read, decided step by step.
 *
 * <ol>
 *   <li>A region that is heard of for the first time is told to go on as it does, under a version
 *       of ours. When its ledger shows that version, all that anyone said to it before has come or
 *       never will. After a restart nothing else is said until all regions have answered, or the
 *       time for that is over: what runs goes on.
 *   <li>Then the tree is planned ({@link TreePlan}), and each region is told to read what it should
 *       as soon as that is safe ({@link RelayWays}); parents before those that they feed. A parent
 *       must show that it has taken what it reads, and that it is live.
 *   <li>Until then it reads what it does while that is there, else the source. The source is always
 *       safe.
 *   <li>So a region that is to be fed by one that it feeds itself first sees that one go elsewhere.
 *   <li>The fallback is chosen after that: the planned one where it is safe, else the present one,
 *       else the source.
 *   <li>A parent that has gone, or shows the slate while the source does not, is left at once.
 * </ol>
 *
 * <p>Where the line is taken in may change: the regions then read the new source, and the old one's
 * may be a copy like the others.
 *
 * <p>A room with a copy in fewer than two regions says nothing, nor one whose regions may not feed
 * each other: there is no choice. Pure; mutable, of one owner.
 */
public final class LineTree {
  /** So long regions may take to answer after a restart, before what they read is changed. */
  static final Duration LEARNING = Duration.ofSeconds(30);

  /** So long what was said last may take to come through, before it is said anew. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String lineId;
  private final RelayWays ways;
  private final HeardCopies copies;
  private final TreePlan plan;
  private final Map<String, Said> said = new HashMap<>();
  private final Duration busy;
  private @Nullable Instant firstStep;
  private Instant busyUntil = Instant.MIN;
  private boolean learning = true;
  private long lastVersion;

  /** The newest that a region was told. */
  private record Said(RelayFeed feed, Instant at) {}

  /**
   * @param sourceRegion which takes the line in, until a step says otherwise
   */
  public LineTree(String lineId, String sourceRegion, RelaySettings settings) {
    this.lineId = lineId;
    this.ways = new RelayWays(settings.settle());
    this.copies = new HeardCopies(lineId, sourceRegion);
    this.plan = new TreePlan(sourceRegion, settings);
    this.busy = settings.settle().plusSeconds(5);
  }

  /** A sub-room says which copies there are where it is, all of them. */
  public void heard(String subRoomId, List<CopyHeard> all, Instant now) {
    if (!copies.knows(subRoomId, all)) {
      busyUntil = now.plus(busy);
    }
    for (CopyHeard each : copies.heard(subRoomId, all, now)) {
      ways.heard(each.region(), each.copy(), now);
      lastVersion = Math.max(lastVersion, each.copy().version());
    }
  }

  /** Decides what is to be said now. */
  public void step(LineFacts facts, Instant now) {
    firstStep = firstStep == null ? now : firstStep;
    copies.source(facts.sourceRegion());
    plan.source(facts.sourceRegion());
    copies.keep(facts.subRooms());
    said.keySet().retainAll(copies.all().keySet());
    ways.settle(now);
    if (facts.source() != null) {
      ways.source(facts.source());
    }
    if (isTrivial()) {
      learning &= isLearning(facts, now);
      return;
    }
    copies.all().keySet().forEach(region -> introduce(facts, region, now));
    learning = learning && isLearning(facts, now);
    URI source = facts.source();
    if (learning || source == null) {
      return;
    }
    plan.update(known(), copies::stays, region -> parentOf(region, source));
    List<String> parentsFirst = new ArrayList<>(known());
    parentsFirst.sort(Comparator.comparingInt(plan::depth).thenComparing(r -> r));
    parentsFirst.forEach(region -> direct(facts, region, source, now));
  }

  private boolean isTrivial() {
    return (copies.all().size() < 2 || plan.isStar())
        && said.isEmpty()
        && copies.all().values().stream().allMatch(copy -> copy.version() == 0);
  }

  private boolean isLearning(LineFacts facts, Instant now) {
    boolean all =
        facts.placed().stream().allMatch(copies::hasSpoken)
            && said.keySet().stream().allMatch(this::isConfirmed);
    return !all && now.isBefore(Objects.requireNonNull(firstStep).plus(LEARNING));
  }

  /** A region that does not know what we say: it is new, or made its copy anew. */
  private void introduce(LineFacts facts, String region, Instant now) {
    Said last = said.get(region);
    boolean stale = last != null && !isConfirmed(region) && !now.isBefore(last.at().plus(PATIENCE));
    if (last == null || (stale && last.feed().url() == null)) {
      long version = nextVersion(now);
      ways.saidToGoOn(region, version);
      said.put(region, new Said(new RelayFeed(facts.lineId(), version, null, null), now));
      busyUntil = now.plus(busy);
    } else if (stale) {
      say(facts, region, Objects.requireNonNull(last.feed().url()), last.feed().fallback(), now);
    }
  }

  private void say(LineFacts facts, String region, URI url, @Nullable URI fallback, Instant now) {
    long version = nextVersion(now);
    ways.said(region, version, url, fallback);
    said.put(region, new Said(new RelayFeed(facts.lineId(), version, url, fallback), now));
    busyUntil = now.plus(busy);
  }

  private long nextVersion(Instant now) {
    lastVersion = Math.max(lastVersion + 1, now.toEpochMilli());
    return lastVersion;
  }

  /** Whether its ledger has shown that it knows the newest. */
  private boolean isConfirmed(String region) {
    Said last = said.get(region);
    RelayCopy copy = copies.all().get(region);
    return last != null && copy != null && copy.version() == last.feed().version();
  }

  /** The regions of which it is known what they read. */
  private List<String> known() {
    return copies.all().keySet().stream()
        .filter(r -> isConfirmed(r) || (said.get(r) != null && said.get(r).feed().url() != null))
        .toList();
  }

  /** What a region reads, as far as is known: what it was told, or what it went on with. */
  private @Nullable URI reads(String region) {
    Said last = said.get(region);
    RelayCopy copy = copies.all().get(region);
    return last != null && last.feed().url() != null
        ? last.feed().url()
        : copy == null ? null : copy.upstream();
  }

  private @Nullable URI fallsBackOn(String region) {
    Said last = said.get(region);
    RelayCopy copy = copies.all().get(region);
    return last != null && last.feed().url() != null
        ? last.feed().fallback()
        : copy == null ? null : copy.fallback();
  }

  private @Nullable String parentOf(String region, URI source) {
    URI url = reads(region);
    return source.equals(url) ? plan.source() : copies.at(url);
  }

  private void direct(LineFacts facts, String region, URI source, Instant now) {
    RelayTree.Feed planned = plan.feedOf(region);
    URI url = primary(facts, region, planned, source, now);
    URI fallback = fallback(region, planned, url, source);
    if (!url.equals(reads(region)) || !Objects.equals(fallback, fallsBackOn(region))) {
      say(facts, region, url, fallback, now);
    }
  }

  private URI primary(
      LineFacts facts, String region, RelayTree.Feed planned, URI source, Instant now) {
    URI present = reads(region);
    URI wanted = urlOf(planned.primary(), source);
    String parent = copies.at(wanted);
    if (wanted == null || parent == null) {
      return source; // As is planned, or since there is nothing else.
    }
    if (!isDark(facts, parent, now)) {
      boolean safe = isSound(parent) && ways.mayRead(region, wanted);
      if (safe || wanted.equals(present)) {
        return wanted;
      }
    }
    String other = copies.at(present);
    return present != null && other != null && !isDark(facts, other, now) ? present : source;
  }

  private boolean isDark(LineFacts facts, String region, Instant now) {
    return facts.live() && copies.isDark(region, now);
  }

  /** Whether a region is known to read what it was told, and to pass it on. */
  private boolean isSound(String region) {
    RelayCopy copy = copies.all().get(region);
    return isConfirmed(region) && copy != null && copy.taken() && copy.live();
  }

  private @Nullable URI fallback(String region, RelayTree.Feed planned, URI url, URI source) {
    URI present = fallsBackOn(region);
    if (planned.backup() == null && url.equals(source)) {
      return null;
    }
    URI wanted = urlOf(planned.backup(), source);
    if (wanted != null
        && !wanted.equals(url)
        && (wanted.equals(present) || ways.mayRead(region, wanted))) {
      return wanted;
    }
    if (present != null && !present.equals(url) && copies.at(present) != null) {
      return present;
    }
    return url.equals(source) ? null : source;
  }

  private @Nullable URI urlOf(@Nullable String region, URI source) {
    if (plan.source().equals(region)) {
      return source;
    }
    RelayCopy copy = region == null ? null : copies.all().get(region);
    return copy == null ? null : copy.url();
  }

  /** By region, what the copies where this sub-room is are to read. */
  public Map<String, RelayFeed> feedsFor(String subRoomId) {
    Map<String, RelayFeed> feeds = new HashMap<>();
    for (String region : copies.regionsOf(subRoomId)) {
      Said last = said.get(region);
      if (last != null) {
        feeds.put(region, last.feed());
      }
    }
    return feeds;
  }

  /** True while the ledgers of its regions have not shown that they know the newest. */
  public boolean isOpen(String subRoomId) {
    return copies.regionsOf(subRoomId).stream()
        .anyMatch(region -> said.containsKey(region) && !isConfirmed(region));
  }

  /** True while something is to be said, or waited for. */
  public boolean isOpen(Instant now) {
    return learning
        || now.isBefore(busyUntil)
        || !said.keySet().stream().allMatch(this::isConfirmed);
  }

  /** Each region with a copy, how it is fed, and why. */
  public List<RelayHop> shown(@Nullable URI source) {
    List<RelayHop> hops = new ArrayList<>();
    copies
        .all()
        .forEach(
            (region, copy) -> {
              String from = source == null ? null : parentOf(region, source);
              URI second = fallsBackOn(region);
              String fallback =
                  second != null && second.equals(source) ? plan.source() : copies.at(second);
              hops.add(plan.hop(lineId, region, from, fallback, copy.taken()));
            });
    return hops;
  }
}
