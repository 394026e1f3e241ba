package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Inner.Counted;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Inner.Written;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Windows;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Step;
import io.roomfleet.orchestrator.telemetry.window.CountryWindows;
import io.roomfleet.orchestrator.telemetry.window.Tally;
import io.roomfleet.orchestrator.telemetry.window.WindowBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts a sub-room's windows in bytes: to be kept, with the minutes that they are in, or told. */
record MeterWriting(MeterStores stores, String roomId, String subRoomId, int countries) {
  /** Bytes of a page; half of what nodes tell each other at most. */
  private static final int PAGE = 128 * 1024;

  /**
   * Writes what has changed, and then what is final by that.
   *
   * @param now windows that are not over by then are left for later
   * @param closeBefore windows before it are final; 0 for none
   */
  CompletionStage<Written> write(Tally tally, long now, long closeBefore) {
    List<Tally.Counted> changed = tally.toWrite(now);
    List<Rollup> windows = changed.stream().map(this::rollup).toList();
    List<Rollup> minutes = minutes(tally, changed);
    List<Counted> counted =
        changed.stream().map(it -> new Counted(it.start(), it.beacons())).toList();
    return stores
        .rollups()
        .write(roomId, subRoomId, Step.TEN_SECONDS, windows)
        .thenCompose(done -> stores.rollups().write(roomId, subRoomId, Step.MINUTE, minutes))
        .thenCompose(
            done ->
                closeBefore == 0
                    ? CompletableFuture.<Void>completedFuture(null)
                    : stores.openMeters().open(roomId, subRoomId, closeBefore))
        .thenApply(done -> new Written(counted, closeBefore));
  }

  /** The windows that begin from one instant on, to another or until a page is full. */
  Windows page(Tally tally, long from, long to) {
    List<Rollup> page = new ArrayList<>();
    int size = 0;
    for (Tally.Counted window : tally.windows(from, to)) {
      Rollup rollup = rollup(window);
      size += rollup.windows().length;
      if (size > PAGE && !page.isEmpty()) {
        return new Windows(tally.openFrom(), page, window.start());
      }
      page.add(rollup);
    }
    return new Windows(tally.openFrom(), page, to);
  }

  private Rollup rollup(Tally.Counted window) {
    return new Rollup(
        window.start(), window.beacons(), WindowBytes.of(window.windows(), countries));
  }

  private List<Rollup> minutes(Tally tally, List<Tally.Counted> changed) {
    long length = Step.MINUTE.millis();
    TreeSet<Long> starts = new TreeSet<>();
    changed.forEach(window -> starts.add(Math.floorDiv(window.start(), length) * length));
    List<Rollup> minutes = new ArrayList<>();
    for (long start : starts) {
      CountryWindows whole = new CountryWindows();
      long beacons = 0;
      for (Tally.Counted window : tally.windows(start, start + length)) {
        whole.merge(window.windows());
        beacons += window.beacons();
      }
      minutes.add(new Rollup(start, beacons, WindowBytes.of(whole, countries)));
    }
    return minutes;
  }
}
