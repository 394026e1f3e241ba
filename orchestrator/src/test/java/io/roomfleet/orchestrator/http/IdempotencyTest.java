package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same POST twice is done once. */
class IdempotencyTest {
  private static final String BODY = BadRequests.goodRoom("eu-west");

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void repeatsTheAnswerWithoutDoingItAgain() throws Exception {
    Reply first = post("/v1/rooms", BODY, "key-1");
    Reply second = post("/v1/rooms", BODY, "key-1");

    assertThat(server.domain.changes).isEqualTo(1);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(first.header("Idempotency-Replayed")).isNull();
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void repeatsARefusalOfTheDomainToo() throws Exception {
    String path = "/v1/rooms/" + server.room();
    Reply early = post(path + ":end", "", "key-1");
    server.post(path + ":start", "");
    Reply repeated = post(path + ":end", "", "key-1");

    assertThat(early.status()).isEqualTo(409);
    assertThat(repeated.status()).isEqualTo(409);
    assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void refusesTheKeyForAnotherBody() throws Exception {
    post("/v1/rooms", BODY, "key-1");

    Reply other = post("/v1/rooms", BODY.replace("Promo", "Other"), "key-1");

    assertThat(other.status()).isEqualTo(422);
    assertThat(TestServer.code(other)).isEqualTo("idempotency_key_reused");
    assertThat(server.domain.changes).isEqualTo(1);
  }

  @Test
  void knowsTheKeyOnItsPathOnly() throws Exception {
    String path = "/v1/rooms/" + server.room();
    assertThat(post(path + ":start", "", "key-1").status()).isEqualTo(200);
    assertThat(post(path + ":end", "", "key-1").status()).isEqualTo(200);
  }

  @Test
  void doesAgainWhatWasNotKept() throws Exception {
    server.domain.breakWith(new IllegalStateException("broken"));
    Reply broken = post("/v1/rooms", BODY, "key-1");
    server.domain.breakWith(null);
    Reply mended = post("/v1/rooms", BODY, "key-1");

    assertThat(broken.status()).isEqualTo(500);
    assertThat(mended.status()).isEqualTo(201);
    assertThat(mended.header("Idempotency-Replayed")).isNull();
  }

  @Test
  void keepsNothingOfABodyThatIsWrong() throws Exception {
    assertThat(post("/v1/rooms", "{}", "key-1").status()).isEqualTo(422);
    assertThat(post("/v1/rooms", BODY, "key-1").status()).isEqualTo(201);
  }

  @Test
  void tellsThatItIsStillBeingDone() throws Exception {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    server.domain.holdUntil(gate);
    CompletableFuture<Reply> first = inBackground();
    awaitCalls(1);

    Reply second = post("/v1/rooms", BODY, "key-1");
    Reply other = post("/v1/rooms", BODY.replace("Promo", "Other"), "key-1");
    gate.complete(null);

    assertThat(second.status()).isEqualTo(409);
    assertThat(TestServer.code(second)).isEqualTo("request_in_progress");
    assertThat(second.header("Retry-After")).isEqualTo("1");
    assertThat(other.status()).isEqualTo(422);
    assertThat(first.get(60, TimeUnit.SECONDS).status()).isEqualTo(201);
    assertThat(post("/v1/rooms", BODY, "key-1").header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void takesOverFromANodeThatDiedUnderTheSameRequestId() throws Exception {
    server.domain.holdUntil(new CompletableFuture<>());
    CompletableFuture<Reply> first = inBackground();
    awaitCalls(1);
    server.domain.holdUntil(CompletableFuture.completedFuture(null));

    server.clock.advance(Duration.ofSeconds(29));
    assertThat(post("/v1/rooms", BODY, "key-1").status()).isEqualTo(409);
    server.clock.advance(Duration.ofSeconds(2));
    Reply taken = post("/v1/rooms", BODY, "key-1");

    assertThat(taken.status()).isEqualTo(201);
    assertThat(taken.header("Idempotency-Replayed")).isNull();
    assertThat(server.domain.callers).hasSize(2);
    assertThat(server.domain.callers.get(0)).isEqualTo(server.domain.callers.get(1));
    assertThat(server.domain.callers.get(0).requestId()).matches("[0-9a-f]{32}");
    first.cancel(true);
  }

  @Test
  void givesEachRequestWithoutAKeyAnIdOfItsOwn() throws Exception {
    server.room();
    server.room();

    assertThat(server.domain.callers).extracting(Caller::requestId).doesNotHaveDuplicates();
    assertThat(server.domain.callers).extracting(Caller::name).containsOnly("token:admin");
  }

  @Test
  void doesNothingWhileItsStoreIsDown() throws Exception {
    server.store.setDown(true);

    Reply reply = post("/v1/rooms", BODY, "key-1");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(server.domain.callers).isEmpty();
    assertThat(server.post("/v1/rooms", BODY).status()).isEqualTo(201);
  }

  private Reply post(String target, String body, String key) throws Exception {
    return server.post(target, body, to -> to.header("Idempotency-Key", key));
  }

  private CompletableFuture<Reply> inBackground() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return post("/v1/rooms", BODY, "key-1");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void awaitCalls(int calls) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (server.domain.callerCount() < calls) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
