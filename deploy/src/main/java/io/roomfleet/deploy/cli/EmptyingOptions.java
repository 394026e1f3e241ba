package io.roomfleet.deploy.cli;

import io.roomfleet.api.region.MaintenanceRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How an agent or a region is emptied. */
final class EmptyingOptions {
  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      converter = InWords.class,
      description = "By when it should be empty, such as 90s, 10m or 2h (default: 10m).")
  private @Nullable Duration deadline;

  @Option(names = "--reason", paramLabel = "TEXT", description = "For who looks later.")
  private @Nullable String reason;

  @Option(
      names = "--wait",
      description =
          "Show how far it is until it is empty. Ctrl-C ends the waiting, not the emptying. Exit"
              + " code 6 when the deadline is over before.")
  private boolean wait;

  /**
   * The body of the call.
   *
   * @param force null where there is none
   */
  MaintenanceRequest request(@Nullable Boolean force) {
    Integer seconds = deadline == null ? null : (int) deadline.toSeconds();
    return new MaintenanceRequest(seconds, reason, force);
  }

  /** How long to wait; null for not at all. */
  @Nullable Duration limit() {
    if (!wait) {
      return null;
    }
    return deadline == null
        ? Duration.ofSeconds(MaintenanceRequest.DEFAULT_DEADLINE_SECONDS)
        : deadline;
  }

  /** Whether what finds no other place is stopped. */
  static final class Force {
    @Option(
        names = "--force",
        description = "At the deadline, stop what has found no other place (default: it stays).")
    private boolean on;

    /** Null leaves it to the API. */
    @Nullable Boolean on() {
      return on ? true : null;
    }
  }

  /** {@code 90s}, {@code 10m}, {@code 2h}. */
  static final class InWords implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration read = Times.duration(text);
        if (read.toSeconds() <= Integer.MAX_VALUE) {
          return read;
        }
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
      throw new TypeConversionException("duration: " + text + " (expected: up to 1d)");
    }
  }
}
