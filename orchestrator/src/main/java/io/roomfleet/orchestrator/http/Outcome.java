package io.roomfleet.orchestrator.http;

import io.roomfleet.api.problem.Problem.FieldError;
import java.util.List;
import java.util.function.Function;

/**
 * What came of a request to the domain: a value, or a refusal that the caller must handle.
 *
 * <p>A stage that fails with an exception instead means a bug or broken infrastructure; a {@link
 * java.util.concurrent.TimeoutException} among those is answered as 503 {@code unavailable}.
 */
public sealed interface Outcome<T> {

  /** Dispatches on the two cases; a missed one does not compile. */
  <R> R fold(Function<Done<T>, R> onDone, Function<Refused<T>, R> onRefused);

  /** The same with the value put in other words; a refusal stays as it is. */
  default <U> Outcome<U> map(Function<T, U> words) {
    return fold(
        done -> new Done<>(words.apply(done.value()), done.revision()),
        refused -> new Refused<>(refused.refusal()));
  }

  /**
   * The value.
   *
   * @param revision of the entity that answered, its ETag; 0 when the value has none
   */
  record Done<T>(T value, long revision) implements Outcome<T> {
    public Done {
      if (revision < 0) {
        throw new IllegalArgumentException("revision: " + revision + " (expected: >= 0)");
      }
    }

    @Override
    public <R> R fold(Function<Done<T>, R> onDone, Function<Refused<T>, R> onRefused) {
      return onDone.apply(this);
    }
  }

  /** The request changed nothing, and why. */
  record Refused<T>(Refusal refusal) implements Outcome<T> {
    @Override
    public <R> R fold(Function<Done<T>, R> onDone, Function<Refused<T>, R> onRefused) {
      return onRefused.apply(this);
    }
  }

  /** A value with a revision. */
  static <T> Outcome<T> done(T value, long revision) {
    return new Done<>(value, revision);
  }

  /** A value without a revision: a list, a page. */
  static <T> Outcome<T> done(T value) {
    return new Done<>(value, 0);
  }

  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** A refusal without field errors. */
  static <T> Outcome<T> refused(int status, String code, String detail) {
    return new Refused<>(new Refusal(status, code, detail, List.of()));
  }

  /** A refusal that names fields of the body. */
  static <T> Outcome<T> refused(int status, String code, String detail, List<FieldError> errors) {
    return new Refused<>(new Refusal(status, code, detail, errors));
  }
}
