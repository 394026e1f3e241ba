package io.roomfleet.orchestrator.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.roomfleet.deploy.cassandra.CassandraProcess;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore.Answered;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore.Claim;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore.Claimed;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore.Running;
import io.roomfleet.orchestrator.http.wire.Answer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Idempotency-Keys in a real Cassandra. */
@TestInstance(Lifecycle.PER_CLASS)
class CassandraIdempotencyStoreIT {
  private static final Instant NOW = Instant.parse("2026-11-11T18:00:00.123Z");
  private static final Answer ANSWER =
      new Answer(
          201,
          "application/json",
          Map.of("ETag", "\"1\"", "Location", "/v1/rooms/room-a"),
          ByteString.fromString("{\"title\":\"ä\"}"));

  private CassandraProcess cassandra;
  private CqlSession session;
  private IdempotencyStore store;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cassandra = CassandraProcess.start(folder, Ports.anyFree());
    Schema.apply(cassandra.host(), cassandra.port(), cassandra.dataCenter(), Replication.SINGLE);
    session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(cassandra.host(), cassandra.port()))
            .withLocalDatacenter(cassandra.dataCenter())
            .build();
    store = await(CassandraIdempotencyStore.on(session));
  }

  @AfterAll
  void stop() {
    session.close();
    cassandra.close();
  }

  @Test
  void givesAKeyToTheFirstAndTellsTheOthers() throws Exception {
    String id = UUID.randomUUID().toString();

    assertThat(await(store.claim(id, "body", "first", NOW))).isInstanceOf(Claimed.class);
    assertThat(await(store.claim(id, "other", "second", NOW.plusSeconds(1))))
        .isEqualTo(new Running("body", "first", NOW));
  }

  @Test
  void givesAKeyToOneOfManyAtOnce() throws Exception {
    String id = UUID.randomUUID().toString();
    List<CompletionStage<Claim>> claims = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      claims.add(store.claim(id, "body", "attempt-" + i, NOW));
    }

    int claimed = 0;
    for (CompletionStage<Claim> claim : claims) {
      claimed += await(claim) instanceof Claimed ? 1 : 0;
    }
    assertThat(claimed).isEqualTo(1);
  }

  @Test
  void knowsItsOwnClaimWhenTheDriverRepeatsIt() throws Exception {
    String id = UUID.randomUUID().toString();
    await(store.claim(id, "body", "first", NOW));

    assertThat(await(store.claim(id, "body", "first", NOW))).isInstanceOf(Claimed.class);
  }

  @Test
  void keepsTheAnswerToTheByteForADay() throws Exception {
    String id = UUID.randomUUID().toString();
    await(store.claim(id, "body", "first", NOW));
    await(store.complete(id, "first", ANSWER));

    assertThat(await(store.claim(id, "body", "second", NOW)))
        .isEqualTo(new Answered("body", ANSWER));
    int ttl =
        session
            .execute("SELECT TTL(status) FROM roomfleet.idempotency WHERE id = ?", id)
            .one()
            .getInt(0);
    assertThat(ttl).isBetween(86_000, 86_400);
  }

  @Test
  void keepsAnAnswerWithoutABody() throws Exception {
    String id = UUID.randomUUID().toString();
    Answer empty = new Answer(204, "", Map.of(), ByteString.emptyByteString());
    await(store.claim(id, "body", "first", NOW));
    await(store.complete(id, "first", empty));

    assertThat(await(store.claim(id, "body", "second", NOW)))
        .isEqualTo(new Answered("body", empty));
  }

  @Test
  void givesAReleasedKeyAgain() throws Exception {
    String id = UUID.randomUUID().toString();
    await(store.claim(id, "body", "first", NOW));
    await(store.release(id, "first"));

    assertThat(await(store.claim(id, "other", "second", NOW))).isInstanceOf(Claimed.class);
  }

  @Test
  void letsNobodyReleaseOrCompleteWhatAnotherHolds() throws Exception {
    String id = UUID.randomUUID().toString();
    await(store.claim(id, "body", "first", NOW));
    await(store.release(id, "second"));
    await(store.complete(id, "second", ANSWER));

    assertThat(await(store.claim(id, "body", "third", NOW))).isInstanceOf(Running.class);
  }

  @Test
  void givesADeadOnesKeyToOneWhoTakesItOver() throws Exception {
    String id = UUID.randomUUID().toString();
    Instant later = NOW.plusSeconds(31);
    await(store.claim(id, "body", "dead", NOW));

    assertThat(await(store.takeOver(id, "dead", "body", "heir", later))).isTrue();
    assertThat(await(store.takeOver(id, "dead", "body", "late", later))).isFalse();
    assertThat(await(store.takeOver(id, "dead", "body", "heir", later))).isTrue();
    await(store.complete(id, "dead", ANSWER));
    assertThat(await(store.claim(id, "body", "other", later)))
        .isEqualTo(new Running("body", "heir", later));
  }

  @Test
  void takesNothingOverThatWasAnswered() throws Exception {
    String id = UUID.randomUUID().toString();
    await(store.claim(id, "body", "first", NOW));
    await(store.complete(id, "first", ANSWER));

    assertThat(await(store.takeOver(id, "first", "body", "heir", NOW))).isFalse();
    await(store.release(id, "first"));
    assertThat(await(store.claim(id, "body", "second", NOW))).isInstanceOf(Answered.class);
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
