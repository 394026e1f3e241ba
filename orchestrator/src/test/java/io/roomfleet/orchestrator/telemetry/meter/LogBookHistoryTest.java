package io.roomfleet.orchestrator.telemetry.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.telemetry.beacon.BeaconReader;
import io.roomfleet.orchestrator.telemetry.beacon.Complaints;
import io.roomfleet.orchestrator.telemetry.beacon.Markets;
import io.roomfleet.orchestrator.telemetry.beacon.Rules;
import io.roomfleet.orchestrator.telemetry.beacon.SentBeacon;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Inner.Read;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Inner.Written;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Step;
import io.roomfleet.orchestrator.telemetry.window.Audience;
import io.roomfleet.orchestrator.telemetry.window.Measure;
import io.roomfleet.orchestrator.telemetry.window.Tally;
import io.roomfleet.orchestrator.telemetry.window.Window;
import io.roomfleet.orchestrator.telemetry.window.WindowBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random evenings: beacons come twice, late and out of order, words to the Meter are lost, and the
 * Meter dies again and again. What is counted in the end is what a list of all beacons says.
 */
class LogBookHistoryTest {
  /** Every sub-room is, and no region. */
  private static final class EveryMarket implements Markets {
    @Override
    public Market find(String roomId, String subRoomId) {
      return Market.known("en", ZoneOffset.UTC);
    }

    @Override
    public boolean isRegion(String id) {
      return false;
    }
  }

  private static final Rules RULES = new Rules(Duration.ofMinutes(2), Duration.ofSeconds(30));
  private static final Duration SETTLE = Duration.ofSeconds(15);
  private static final Complaints NONE = new Complaints(Map.of("en", List.of("no sound")));
  private static final String[] KINDS = {"like", "enter", "exposure", "comment", "order"};

  private final MemoryStores stores = new MemoryStores();
  private final MeterReading reading = new MeterReading(stores, "r", "de");
  private final MeterWriting writing = new MeterWriting(stores.stores(), "r", "de", 50);
  private final List<SentBeacon> accepted = new ArrayList<>();
  private final List<SentBeacon> sent = new ArrayList<>();
  private Random random;
  private long now = Instant.parse("2026-11-11T18:00:03.210Z").toEpochMilli();
  private LogBook book;
  private int nextId;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsWhatWasAcceptedWhateverIsLost(int seed) throws Exception {
    random = new Random(seed);
    start();
    stores.open("r", "de", book.tally().openFrom());
    int deaths = 0;
    for (int step = 0; step < 900; step++) {
      now += random.nextInt(1500);
      if (random.nextInt(3) > 0) {
        send();
      }
      if (random.nextInt(4) == 0) {
        tick();
      }
      if (random.nextInt(60) == 0) {
        deaths++;
        start();
      }
    }
    assertThat(deaths).isPositive();
    assertThat(book.tally().openFrom()).isGreaterThan(accepted.get(0).at().toEpochMilli());
    // The last words may have been lost: they are found once their buckets are settled.
    now += SETTLE.toMillis() + 2 * BeaconLog.BUCKET;
    tick();
    tick();

    assertThat(figures()).isEqualTo(truth());
    assertThat(minutes()).isEqualTo(byMinute(truth()));
  }

  /** A Meter comes up: all that it knows is the log and from when on it is open. */
  private void start() {
    long openFrom =
        stores
            .openFrom("r", "de")
            .toCompletableFuture()
            .join()
            .orElse(LogBook.openFrom(now, RULES));
    book = new LogBook(openFrom, RULES, SETTLE);
    long from = book.nextBucket();
    while (from <= BeaconLog.bucketOf(now) + BeaconLog.BUCKET) {
      Read read =
          reading
              .read(book, from, BeaconLog.bucketOf(now) + BeaconLog.BUCKET, book.settledBefore(now))
              .toCompletableFuture()
              .join();
      take(read);
      from = read.buckets().get(read.buckets().size() - 1).start() + BeaconLog.BUCKET;
    }
  }

  private void take(Read read) {
    for (var bucket : read.buckets()) {
      bucket.entries().forEach(entry -> book.take(bucket.start(), entry));
      if (bucket.start() < read.settledBefore() && bucket.start() == book.nextBucket()) {
        book.settled(bucket.start());
      }
    }
  }

  private void tick() {
    while (book.nextBucket() < book.settledBefore(now)) {
      take(
          reading
              .read(
                  book,
                  book.nextBucket(),
                  book.settledBefore(now) - BeaconLog.BUCKET,
                  book.settledBefore(now))
              .toCompletableFuture()
              .join());
    }
    long closeBefore = book.finalBefore() > book.tally().openFrom() ? book.finalBefore() : 0;
    Written written = writing.write(book.tally(), now, closeBefore).toCompletableFuture().join();
    written.windows().forEach(it -> book.tally().written(it.start(), it.beacons()));
    book.tally().close(written.closeBefore());
  }

  /** Some new beacons, some that were sent before, in one batch; its word may be lost. */
  private void send() throws Exception {
    List<SentBeacon> batch = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      batch.add(
          !sent.isEmpty() && random.nextInt(4) == 0
              ? sent.get(random.nextInt(sent.size()))
              : fresh());
    }
    sent.addAll(batch);
    var read =
        BeaconReader.read(
            SentBeacon.array(batch).getBytes(StandardCharsets.UTF_8),
            new EveryMarket(),
            NONE,
            RULES,
            now);
    Set<Integer> rejected = new HashSet<>();
    read.rejections().forEach(it -> rejected.add(it.index()));
    for (int i = 0; i < batch.size(); i++) {
      if (!rejected.contains(i)) {
        accepted.add(batch.get(i));
      }
    }
    if (!read.shares().isEmpty()) {
      BeaconLog.Entry entry =
          new BeaconLog.Entry(
              new UUID(random.nextLong(), random.nextLong()), read.shares().get(0).row());
      long bucket = BeaconLog.bucketOf(now);
      stores.write("r", "de", bucket, entry);
      if (random.nextInt(3) > 0) {
        book.take(bucket, entry);
      }
    }
  }

  private SentBeacon fresh() {
    Instant at = Instant.ofEpochMilli(now + 40_000 - random.nextInt(200_000));
    String kind = KINDS[random.nextInt(KINDS.length)];
    SentBeacon beacon =
        SentBeacon.of(kind, "id-" + nextId++, "r", "de", at, "viewer-" + random.nextInt(50));
    return switch (kind) {
      case "comment" -> beacon.saying(random.nextBoolean() ? "no sound" : "nice");
      case "order" ->
          beacon.ordering(
              random.nextInt(10_000) / 100.0 + "",
              random.nextBoolean() ? "EUR" : "USD",
              "buyer-" + random.nextInt(20),
              random.nextBoolean());
      default -> beacon;
    };
  }

  private Map<Long, Map<String, Long>> figures() {
    Map<Long, Map<String, Long>> figures = new TreeMap<>();
    long open = book.tally().openFrom();
    for (Rollup rollup : read(Step.TEN_SECONDS)) {
      if (rollup.start() < open) {
        figures.put(rollup.start(), shown(WindowBytes.read(rollup.windows()).whole()));
      }
    }
    for (Tally.Counted window : book.tally().windows(open, Long.MAX_VALUE)) {
      figures.put(window.start(), shown(window.windows().whole()));
    }
    return figures;
  }

  private List<Rollup> read(Step step) {
    return stores.read("r", "de", step, 0, Long.MAX_VALUE).toCompletableFuture().join();
  }

  /** Sums of whole minutes that are final; distinct viewers do not add up and are left out. */
  private Map<Long, Map<String, Long>> minutes() {
    Map<Long, Map<String, Long>> minutes = new TreeMap<>();
    for (Rollup rollup : read(Step.MINUTE)) {
      if (rollup.start() < book.tally().openFrom()) {
        minutes.put(rollup.start(), shown(WindowBytes.read(rollup.windows()).whole()));
        minutes.get(rollup.start()).keySet().removeIf(name -> name.startsWith("distinct"));
      }
    }
    return minutes;
  }

  private Map<Long, Map<String, Long>> byMinute(Map<Long, Map<String, Long>> windows) {
    Map<Long, Map<String, Long>> minutes = new TreeMap<>();
    windows.forEach(
        (start, counts) -> {
          if (start < book.tally().openFrom()) {
            Map<String, Long> into =
                minutes.computeIfAbsent(start / 60_000 * 60_000, it -> new TreeMap<>());
            counts.forEach(
                (name, count) -> {
                  if (!name.startsWith("distinct")) {
                    into.merge(name, count, Long::sum);
                  }
                });
          }
        });
    return minutes;
  }

  private static Map<String, Long> shown(Window window) {
    Map<String, Long> shown = new TreeMap<>();
    for (Measure measure : Measure.values()) {
      add(shown, measure.name(), window.count(measure));
    }
    for (Audience audience : Audience.values()) {
      add(shown, "distinct " + audience, window.distinct(audience));
    }
    window
        .sales()
        .forEach(
            (currency, sales) -> {
              add(shown, "orders " + currency, sales.orders());
              add(shown, "revenue " + currency, sales.revenue());
            });
    return shown;
  }

  private static void add(Map<String, Long> shown, String name, long value) {
    if (value != 0) {
      shown.merge(name, value, Long::sum);
    }
  }

  /** The naive model: all that was accepted, each id once. */
  private Map<Long, Map<String, Long>> truth() {
    Map<Long, Map<String, Long>> truth = new TreeMap<>();
    Map<Long, Map<String, Set<String>>> distinct = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (SentBeacon beacon : accepted) {
      if (!seen.add(beacon.id())) {
        continue;
      }
      long start = beacon.at().toEpochMilli() / 10_000 * 10_000;
      Map<String, Long> counts = truth.computeIfAbsent(start, it -> new TreeMap<>());
      Map<String, Set<String>> who = distinct.computeIfAbsent(start, it -> new TreeMap<>());
      who.computeIfAbsent("distinct ACTIVE", it -> new HashSet<>()).add(beacon.viewer());
      count(beacon, counts, who);
    }
    distinct.forEach(
        (start, who) ->
            who.forEach((name, viewers) -> add(truth.get(start), name, viewers.size())));
    return truth;
  }

  private static void count(
      SentBeacon beacon, Map<String, Long> counts, Map<String, Set<String>> who) {
    switch (beacon.type()) {
      case "like" -> add(counts, "LIKES", 1);
      case "enter" -> {
        add(counts, "ENTERS", 1);
        who.computeIfAbsent("distinct ENTRANTS", it -> new HashSet<>()).add(beacon.viewer());
      }
      case "exposure" -> {
        add(counts, "EXPOSURES", 1);
        who.computeIfAbsent("distinct EXPOSED", it -> new HashSet<>()).add(beacon.viewer());
      }
      case "comment" -> {
        add(counts, "COMMENTS", 1);
        add(counts, "COMPLAINTS", beacon.text().equals("no sound") ? 1 : 0);
      }
      default -> {
        add(counts, "ORDERS", 1);
        add(counts, "orders " + beacon.currency(), 1);
        add(
            counts,
            "revenue " + beacon.currency(),
            Math.round(Double.parseDouble(beacon.amount()) * 10_000));
        who.computeIfAbsent("distinct BUYERS", it -> new HashSet<>()).add(beacon.buyer());
        if (beacon.returning()) {
          who.computeIfAbsent("distinct RETURNING_BUYERS", it -> new HashSet<>())
              .add(beacon.buyer());
        }
      }
    }
  }
}
