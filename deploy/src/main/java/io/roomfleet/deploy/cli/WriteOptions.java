package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a change is guarded. */
final class WriteOptions {
  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description =
          "Repeating the command with the same key changes nothing more (default: a new one).")
  private @Nullable String key;

  @Option(
      names = "--if-revision",
      paramLabel = "N",
      description = "Refuse unless the entity still has that revision.")
  private @Nullable Long revision;

  <T> ApiRequest<T> on(ApiRequest<T> request) {
    ApiRequest<T> guarded = key == null ? request : request.withIdempotencyKey(key);
    return revision == null ? guarded : guarded.ifRevision(revision);
  }
}
