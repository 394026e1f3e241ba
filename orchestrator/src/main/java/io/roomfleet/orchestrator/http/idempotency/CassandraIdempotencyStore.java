package io.roomfleet.orchestrator.http.idempotency;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.orchestrator.http.wire.Answer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/**
 * Keys in the table {@code roomfleet.idempotency}. Each step is one lightweight transaction on one
 * partition, so that of two nodes one wins; rows go after 24 hours by their TTL.
 */
public final class CassandraIdempotencyStore implements IdempotencyStore {
  private static final int TTL_SECONDS = 86_400;

  private final CqlSession session;
  private final PreparedStatement insert;
  private final PreparedStatement takeOver;
  private final PreparedStatement complete;
  private final PreparedStatement release;

  private CassandraIdempotencyStore(
      CqlSession session,
      PreparedStatement insert,
      PreparedStatement takeOver,
      PreparedStatement complete,
      PreparedStatement release) {
    this.session = session;
    this.insert = insert;
    this.takeOver = takeOver;
    this.complete = complete;
    this.release = release;
  }

  /** Prepares its statements; fails when the table is not there. */
  public static CompletionStage<CassandraIdempotencyStore> on(CqlSession session) {
    var insert =
        session.prepareAsync(
            "INSERT INTO roomfleet.idempotency (id, attempt, body_hash, claimed_at)"
                + " VALUES (?, ?, ?, ?) IF NOT EXISTS USING TTL "
                + TTL_SECONDS);
    var takeOver =
        session.prepareAsync(
            "UPDATE roomfleet.idempotency USING TTL "
                + TTL_SECONDS
                + " SET attempt = ?, body_hash = ?, claimed_at = ? WHERE id = ?"
                + " IF attempt = ? AND status = null");
    var complete =
        session.prepareAsync(
            "UPDATE roomfleet.idempotency USING TTL "
                + TTL_SECONDS
                + " SET status = ?, content_type = ?, headers = ?, body = ? WHERE id = ?"
                + " IF attempt = ?");
    var release =
        session.prepareAsync(
            "DELETE FROM roomfleet.idempotency WHERE id = ? IF attempt = ? AND status = null");
    return insert.thenCompose(
        first ->
            takeOver.thenCompose(
                second ->
                    complete.thenCompose(
                        third ->
                            release.thenApply(
                                fourth ->
                                    new CassandraIdempotencyStore(
                                        session, first, second, third, fourth)))));
  }

  @Override
  public CompletionStage<Claim> claim(String id, String bodyHash, String attempt, Instant now) {
    return execute(insert, id, attempt, bodyHash, now).thenApply(result -> met(result, attempt));
  }

  @Override
  public CompletionStage<Boolean> takeOver(
      String id, String deadAttempt, String bodyHash, String attempt, Instant now) {
    return execute(takeOver, attempt, bodyHash, now, id, deadAttempt)
        .thenApply(result -> result.wasApplied() || isHolder(result, attempt));
  }

  @Override
  public CompletionStage<Void> complete(String id, String attempt, Answer answer) {
    return execute(
            complete,
            answer.status(),
            answer.contentType(),
            answer.headers(),
            ByteBuffer.wrap(answer.body().toArray()),
            id,
            attempt)
        .thenApply(result -> null);
  }

  @Override
  public CompletionStage<Void> release(String id, String attempt) {
    return execute(release, id, attempt).thenApply(result -> null);
  }

  /** True when the row that stood in the way is this attempt's own, by a repeat of the driver. */
  private static boolean isHolder(AsyncResultSet result, String attempt) {
    Row row = result.one();
    return row != null && attempt.equals(row.getString("attempt")) && row.isNull("status");
  }

  private static Claim met(AsyncResultSet result, String attempt) {
    if (result.wasApplied()) {
      return new Claimed();
    }
    Row row = Objects.requireNonNull(result.one(), "a refused insert shows the row");
    String holder = Objects.requireNonNull(row.getString("attempt"), "attempt");
    if (holder.equals(attempt)) {
      // The driver repeated it after an answer that was lost: the first time it had got through.
      return new Claimed();
    }
    String bodyHash = Objects.requireNonNull(row.getString("body_hash"), "body_hash");
    if (row.isNull("status")) {
      Instant since = Objects.requireNonNull(row.getInstant("claimed_at"), "claimed_at");
      return new Running(bodyHash, holder, since);
    }
    Map<String, String> headers = row.getMap("headers", String.class, String.class);
    ByteBuffer body = row.getByteBuffer("body");
    return new Answered(
        bodyHash,
        new Answer(
            row.getInt("status"),
            Objects.requireNonNullElse(row.getString("content_type"), ""),
            headers == null ? Map.of() : headers,
            body == null ? ByteString.emptyByteString() : ByteString.fromByteBuffer(body)));
  }

  private CompletionStage<AsyncResultSet> execute(PreparedStatement statement, Object... values) {
    return session.executeAsync(
        statement
            .bind(values)
            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
            .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
            // Each step names its attempt, so that a repeat by the driver changes nothing more.
            .setIdempotent(true));
  }
}
