package io.roomfleet.orchestrator.http.route;

import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Preconditions;
import io.roomfleet.orchestrator.http.wire.Problems;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** From what the domain says to what the caller gets. */
final class Answers {
  private Answers() {}

  /** A value as it is, with its ETag if it has one, or 304 when the caller has it; or a problem. */
  static <T> CompletionStage<HttpResponse> shown(Call call, CompletionStage<Outcome<T>> outcome) {
    return outcome.thenApply(
        came -> told(call, came, done -> Preconditions.answer(call, done)).toResponse());
  }

  /** A value in another form than JSON; or a problem. */
  static <T> CompletionStage<HttpResponse> told(
      Call call, CompletionStage<Outcome<T>> outcome, Function<T, Answer> answer) {
    return outcome.thenApply(
        came -> told(call, came, done -> answer.apply(done.value())).toResponse());
  }

  /** What a POST led to, or a problem. */
  static <T> CompletionStage<Answer> done(
      Call call, CompletionStage<Outcome<T>> outcome, Function<Outcome.Done<T>, Answer> answer) {
    return outcome.thenApply(came -> told(call, came, answer));
  }

  private static <T> Answer told(
      Call call, Outcome<T> outcome, Function<Outcome.Done<T>, Answer> answer) {
    return outcome.fold(answer, refused -> Problems.of(refused.refusal(), call.path()));
  }
}
