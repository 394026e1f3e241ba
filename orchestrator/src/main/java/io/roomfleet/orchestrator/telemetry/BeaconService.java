package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.metrics.BeaconAnswer;
import io.roomfleet.orchestrator.http.Beacons;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.telemetry.beacon.BeaconBatch;
import io.roomfleet.orchestrator.telemetry.beacon.BeaconReader;
import io.roomfleet.orchestrator.telemetry.beacon.BrokenBatch;
import io.roomfleet.orchestrator.telemetry.beacon.Complaints;
import io.roomfleet.orchestrator.telemetry.distance.RoundTripSums;
import io.roomfleet.orchestrator.telemetry.meter.BeaconLog;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes batches in: read, sorted by sub-room, written to the log, and only then answered. A batch
 * with sub-rooms that this node has not met is read again once they were asked for.
 */
public final class BeaconService implements Beacons {
  /** Asked for more often, a batch meets rooms that are forgotten faster than they are learnt. */
  private static final int MOST_READINGS = 3;

  private final TelemetrySettings settings;
  private final Complaints complaints;
  private final InstantSource clock;
  private final MarketDirectory markets;
  private final LogWriter writer;
  private final RoundTripSums roundTrips;
  private final AtomicLong inFlight = new AtomicLong();

  public BeaconService(
      TelemetrySettings settings,
      RoomMarkets rooms,
      Set<String> regions,
      Meters meters,
      BeaconLog log,
      RoundTripSums roundTrips,
      InstantSource clock) {
    this.settings = settings;
    this.roundTrips = roundTrips;
    this.complaints = new Complaints(settings.complaintWords());
    this.clock = clock;
    this.markets = new MarketDirectory(rooms, regions, meters, clock);
    this.writer = new LogWriter(log, meters, clock, settings.writesAtOnce());
  }

  @Override
  public CompletionStage<Outcome<BeaconAnswer>> accept(byte[] body) {
    long before = inFlight.getAndAdd(body.length);
    if (before + body.length > settings.inFlight() && before > 0) {
      inFlight.addAndGet(-body.length);
      return CompletableFuture.completedFuture(
          Outcome.refused(
              429,
              "over_capacity",
              "%d bytes of beacons wait to be written (expected: at most %d); nothing of this batch was taken, send it again"
                  .formatted(before, settings.inFlight())));
    }
    return read(body, 1).whenComplete((answer, failure) -> inFlight.addAndGet(-body.length));
  }

  private CompletionStage<Outcome<BeaconAnswer>> read(byte[] body, int reading) {
    BeaconBatch batch;
    try {
      batch =
          BeaconReader.read(body, markets, complaints, settings.meter().rules(), clock.millis());
    } catch (BrokenBatch e) {
      return CompletableFuture.completedFuture(
          Outcome.refused(400, "bad_json", String.valueOf(e.getMessage())));
    }
    if (batch.unasked().isEmpty()) {
      return write(batch);
    }
    if (reading == MOST_READINGS) {
      return CompletableFuture.completedFuture(
          Outcome.refused(
              503, "unavailable", "the batch's rooms could not be looked up; send it again"));
    }
    return markets.ask(batch.unasked()).thenCompose(asked -> read(body, reading + 1));
  }

  private CompletionStage<Outcome<BeaconAnswer>> write(BeaconBatch batch) {
    CompletableFuture<?>[] writes = new CompletableFuture<?>[batch.shares().size()];
    for (int i = 0; i < writes.length; i++) {
      writes[i] = writer.write(batch.shares().get(i)).toCompletableFuture();
    }
    return CompletableFuture.allOf(writes)
        .handle(
            (written, failure) -> {
              if (failure != null) {
                return notWritten(failure);
              }
              batch.roundTrips().forEach(it -> roundTrips.add(it, clock.instant()));
              return Outcome.done(answer(batch));
            });
  }

  private static BeaconAnswer answer(BeaconBatch batch) {
    return new BeaconAnswer(
        batch.accepted(),
        batch.rejections().stream()
            .map(it -> new BeaconAnswer.Rejected(it.index(), it.code(), it.message()))
            .toList(),
        batch.rejected());
  }

  private static Outcome<BeaconAnswer> notWritten(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return Outcome.refused(
        503,
        "unavailable",
        "the batch may not have been kept (%s); send it again, what was kept counts once"
            .formatted(cause == null ? failure : cause.getClass().getSimpleName()));
  }
}
