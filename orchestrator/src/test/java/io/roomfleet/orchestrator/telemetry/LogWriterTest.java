package io.roomfleet.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.telemetry.beacon.BeaconBatch.Share;
import io.roomfleet.orchestrator.telemetry.meter.BeaconLog;
import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Windows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class LogWriterTest {
  private final List<String> written = new ArrayList<>();
  private final List<CompletableFuture<Void>> open = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private final BeaconLog log =
      new BeaconLog() {
        @Override
        public CompletionStage<Void> write(
            String roomId, String subRoomId, long bucket, Entry entry) {
          written.add(subRoomId + " " + bucket + " " + new String(entry.rows()));
          open.add(new CompletableFuture<>());
          return open.get(open.size() - 1);
        }

        @Override
        public CompletionStage<List<UUID>> batches(String roomId, String subRoomId, long bucket) {
          throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<Entry>> read(String roomId, String subRoomId, long bucket) {
          throw new UnsupportedOperationException();
        }
      };

  private final Meters meters =
      new Meters() {
        @Override
        public CompletionStage<?> open(String roomId, String subRoomId) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void tell(String roomId, String subRoomId, long bucket, BeaconLog.Entry entry) {
          told.add(subRoomId + " " + bucket + " " + new String(entry.rows()));
        }

        @Override
        public CompletionStage<Windows> page(String roomId, String subRoomId, long from, long to) {
          throw new UnsupportedOperationException();
        }
      };

  private final LogWriter writer =
      new LogWriter(log, meters, InstantSource.fixed(Instant.ofEpochMilli(12_345)), 2);

  private CompletableFuture<Void> write(String subRoom, String row) {
    return writer.write(new Share("r", subRoom, 1, row.getBytes())).toCompletableFuture();
  }

  @Test
  void whatComesDuringAWriteIsWrittenAsOneAfterIt() {
    CompletableFuture<Void> a = write("de", "a");
    CompletableFuture<Void> b = write("de", "b");
    CompletableFuture<Void> c = write("de", "c");
    assertThat(written).containsExactly("de 10000 a");
    open.get(0).complete(null);
    assertThat(a).isCompleted();
    assertThat(List.of(b.isDone(), c.isDone())).containsExactly(false, false);
    assertThat(written).containsExactly("de 10000 a", "de 10000 bc");
    open.get(1).complete(null);
    assertThat(b).isCompleted();
    assertThat(c).isCompleted();
    assertThat(told).isEqualTo(written);
  }

  @Test
  void noMoreWritesAreOnTheirWayThanMayBe() {
    write("de", "a");
    write("fr", "b");
    CompletableFuture<Void> third = write("it", "c");
    assertThat(written).hasSize(2);
    open.get(1).complete(null);
    assertThat(written).hasSize(3);
    open.get(2).complete(null);
    assertThat(third).isCompleted();
  }

  @Test
  void aWriteThatFailsIsToldToThoseWhoWaitedAndToNoMeter() {
    CompletableFuture<Void> a = write("de", "a");
    CompletableFuture<Void> b = write("de", "b");
    open.get(0).completeExceptionally(new IllegalStateException("no Cassandra"));
    assertThat(a).isCompletedExceptionally();
    assertThat(b).isNotDone();
    open.get(1).complete(null);
    assertThat(b).isCompleted();
    assertThat(told).containsExactly("de 10000 b");
  }

  @Test
  void whatIsLargeGoesInEntriesOfItsOwn() {
    write("de", "a");
    write("de", "x".repeat(400_000));
    write("de", "y".repeat(400_000));
    open.get(0).complete(null);
    open.get(1).complete(null);
    assertThat(written).extracting(String::length).containsExactly(10, 400_009, 400_009);
  }
}
