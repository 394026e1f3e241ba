package io.roomfleet.orchestrator.room.relay;

import io.roomfleet.orchestrator.placement.price.EgressPrices;
import io.roomfleet.orchestrator.region.RelayCopy;
import io.roomfleet.orchestrator.region.RelayFeed;
import io.roomfleet.orchestrator.subroom.CopyHeard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Regions with copies of one line, as ledgers and agents keep them, and a room that leads them. All
 * that is said between them may be lost, doubled or late; agents die, are cut off and go on by
 * themselves, and come back; the room forgets everything.
 */
final class RelayWorld {
  static final String SOURCE = "r0";
  static final Duration SETTLE = Duration.ofSeconds(35);

  /** Agents go on with what they read before for as long as this. */
  private static final Duration LINGER = Duration.ofSeconds(30);

  private final Random random;
  private final RelaySettings settings;
  private final Map<String, Region> regions = new TreeMap<>();
  private final List<Runnable> late = new ArrayList<>();
  private final Set<URI> sources = new HashSet<>();
  private LineTree room;
  private URI source;
  private Instant now = Instant.parse("2026-11-11T20:00:00Z");
  int troublePercent;

  /** A region's ledger, and the memory of the one sub-room there. */
  private final class Region {
    final String id;
    final Map<String, Agent> agents = new TreeMap<>();
    RelayFeed known;
    String holder;
    long epoch;
    long version;
    long late;
    URI url;
    URI fallback;
    boolean leaves;

    Region(String id) {
      this.id = id;
    }

    boolean hasCopy() {
      return holder != null;
    }

    /** The first ladder comes: the copy reads the source by itself. */
    void open() {
      holder = anyAgent();
      epoch++;
      version = 0;
      url = source;
      fallback = null;
      leaves = false;
      known = null;
      tellAgents();
    }

    /** The last ladder leaves. */
    void close() {
      late = Math.max(late, version);
      holder = null;
      known = null;
      tellAgents();
    }

    /** The copy goes to another agent; the one before may not hear of it. */
    void move() {
      holder = anyAgent();
      epoch++;
      tellAgents();
    }

    private String anyAgent() {
      return id + "-" + random.nextInt(3);
    }

    void feed(RelayFeed feed) {
      if (hasCopy() && feed.version() > Math.max(version, late)) {
        version = feed.version();
        if (feed.url() != null) {
          url = feed.url();
          fallback = feed.fallback();
        }
        tellAgents();
      }
    }

    /** Of what was not said to read anything its ladders know where the source is. */
    void follow(URI itsSource) {
      if (hasCopy() && version == 0 && !itsSource.equals(url)) {
        url = itsSource;
        tellAgents();
      }
    }

    void tellAgents() {
      if (holder != null) {
        agents.computeIfAbsent(holder, Agent::new);
      }
      agents.values().forEach(agent -> agent.told = false);
    }

    RelayCopy copy() {
      Agent agent = agents.get(holder);
      boolean live = agent.alive && random.nextInt(100) < 95;
      return new RelayCopy(
          "main", agent.relay(), epoch, version, url, fallback, agent.told && !agent.cutOff, live);
    }
  }

  /** An agent, with what it reads: now, and what it has not let go of yet. */
  private final class Agent {
    final String id;
    boolean alive = true;
    boolean cutOff;
    boolean told;
    Set<URI> reads = new HashSet<>();
    final Map<URI, Instant> former = new HashMap<>();

    Agent(String id) {
      this.id = id;
    }

    URI relay() {
      return URI.create("http://" + id + "/relay");
    }

    void take(Region region) {
      Set<URI> next = new HashSet<>();
      if (id.equals(region.holder)) {
        next.add(region.url);
        if (region.fallback != null) {
          next.add(region.fallback);
        }
      }
      if (next.isEmpty()) {
        former.clear();
      } else {
        reads.stream().filter(url -> !next.contains(url)).forEach(url -> former.put(url, now));
      }
      reads = next;
      told = true;
    }

    Set<URI> all() {
      former.values().removeIf(since -> !now.isBefore(since.plus(LINGER)));
      Set<URI> all = new HashSet<>(reads);
      all.addAll(former.keySet());
      return all;
    }
  }

  RelayWorld(Random random, int size) {
    this.random = random;
    Map<String, Map<String, Double>> prices = new HashMap<>();
    for (int from = 0; from <= size; from++) {
      Map<String, Double> row = new HashMap<>();
      for (int to = 0; to <= size; to++) {
        row.put("r" + to, random.nextInt(10) / 100.0);
      }
      prices.put("r" + from, row);
      if (from > 0) {
        regions.put("r" + from, new Region("r" + from));
      }
    }
    settings =
        new RelaySettings(
            1 + random.nextInt(4),
            1 + random.nextInt(3),
            random.nextBoolean() ? 0 : 0.02,
            SETTLE,
            new EgressPrices(0.05, 0.02, 0.01, Map.of(), prices));
    room = new LineTree("main", SOURCE, settings);
    moveSource();
  }

  void moveSource() {
    source = URI.create("http://r0-" + sources.size() + "/relay");
    sources.add(source);
  }

  /** The room's node dies: what it knew is gone. */
  void restartRoom() {
    room = new LineTree("main", SOURCE, settings);
  }

  /** One thing happens. */
  void trouble() {
    Region region = any();
    Agent agent = region.agents.isEmpty() ? null : anyOf(region.agents.values());
    switch (random.nextInt(12)) {
      case 0, 1 -> {
        if (!region.hasCopy()) {
          region.open();
        }
      }
      case 2 -> region.leaves = !region.leaves;
      case 3 -> {
        if (region.hasCopy() && random.nextInt(3) == 0) {
          region.close();
        }
      }
      case 4 -> {
        if (region.hasCopy()) {
          region.move();
        }
      }
      case 5, 6 -> {
        if (agent != null) {
          agent.cutOff = !agent.cutOff;
        }
      }
      case 7 -> {
        if (agent != null) {
          agent.alive = !agent.alive;
          agent.told = false;
          agent.reads.clear();
          agent.former.clear();
        }
      }
      case 8 -> moveSource();
      case 9 -> {
        if (random.nextInt(4) == 0) {
          restartRoom();
        }
      }
      default -> {}
    }
  }

  /** Every region has a copy, no agent is in trouble, and nothing is lost any more. */
  void calm() {
    troublePercent = 0;
    for (Region region : regions.values()) {
      region.leaves = false;
      region.agents.values().forEach(agent -> agent.cutOff = false);
      region.agents.values().forEach(agent -> agent.alive = true);
      if (!region.hasCopy()) {
        region.open();
      }
    }
  }

  private Region any() {
    return anyOf(regions.values());
  }

  private <T> T anyOf(java.util.Collection<T> all) {
    return List.copyOf(all).get(random.nextInt(all.size()));
  }

  /** Half a second passes, in which each says what it has to say. */
  void pass() {
    now = now.plusMillis(500);
    List<Runnable> due = new ArrayList<>();
    for (Runnable message : List.copyOf(late)) {
      if (troublePercent == 0 || random.nextInt(8) == 0) {
        late.remove(message);
        due.add(message);
      }
    }
    due.forEach(Runnable::run);
    for (Region region : regions.values()) {
      for (Agent agent : region.agents.values()) {
        boolean reached = agent.alive && !agent.cutOff && !agent.told;
        if (reached && random.nextInt(100) >= troublePercent) {
          agent.take(region);
        }
      }
      say(region);
      URI known = source;
      lossy(() -> region.follow(known));
    }
    room.step(facts(), now);
    for (Region region : regions.values()) {
      RelayFeed feed = room.feedsFor(region.id).get(region.id);
      if (feed != null) {
        lossy(() -> hear(region, feed));
      }
    }
  }

  private void say(Region region) {
    List<CopyHeard> all =
        region.hasCopy()
            ? List.of(new CopyHeard(region.id, !region.leaves, region.copy()))
            : List.of();
    lossy(() -> room.heard(region.id, all, now));
  }

  private void hear(Region region, RelayFeed feed) {
    if (region.hasCopy() && (region.known == null || feed.version() > region.known.version())) {
      region.known = feed;
    }
    RelayFeed passed = region.known;
    if (passed != null) {
      lossy(() -> region.feed(passed));
    }
  }

  private void lossy(Runnable message) {
    int dice = random.nextInt(100);
    if (dice < troublePercent) {
      return;
    }
    if (dice < 2 * troublePercent) {
      late.add(message);
    }
    if (dice < 3 * troublePercent && dice >= 2 * troublePercent) {
      late.add(message);
    } else {
      message.run();
    }
  }

  private LineFacts facts() {
    Set<String> placed =
        regions.values().stream()
            .filter(Region::hasCopy)
            .map(region -> region.id)
            .collect(Collectors.toSet());
    return new LineFacts("main", SOURCE, source, true, regions.keySet(), placed);
  }

  /** By relay, every relay that it reads, or falls back on, at this moment: of whatever agent. */
  Map<URI, Set<URI>> graph() {
    Map<URI, Set<URI>> graph = new LinkedHashMap<>();
    for (Region region : regions.values()) {
      for (Agent agent : region.agents.values()) {
        graph.put(agent.relay(), agent.all());
      }
    }
    return graph;
  }

  Set<URI> sources() {
    return sources;
  }

  /** By region, what its copy is told to read: a region, or null for what is no copy's. */
  Map<String, String> tree() {
    Map<String, String> tree = new TreeMap<>();
    for (Region region : regions.values()) {
      if (region.hasCopy()) {
        tree.put(region.id, regionAt(region.url));
      }
    }
    return tree;
  }

  private String regionAt(URI url) {
    if (url.equals(source)) {
      return SOURCE;
    }
    for (Region region : regions.values()) {
      if (region.hasCopy() && region.agents.get(region.holder).relay().equals(url)) {
        return region.id;
      }
    }
    return null;
  }

  /** What the tree costs for a GB, and what it would cost if all read the source. */
  double saved() {
    double saved = 0;
    for (Map.Entry<String, String> each : tree().entrySet()) {
      String from = each.getValue() == null ? SOURCE : each.getValue();
      saved +=
          settings.prices().perGigabyte(SOURCE, each.getKey())
              - settings.prices().perGigabyte(from, each.getKey());
    }
    return saved;
  }

  RelaySettings settings() {
    return settings;
  }

  int fallbacks() {
    return (int) regions.values().stream().filter(r -> r.hasCopy() && r.fallback != null).count();
  }
}
