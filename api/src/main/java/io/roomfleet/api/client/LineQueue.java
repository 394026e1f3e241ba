package io.roomfleet.api.client;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands the lines from the connection's thread to the one that follows. */
final class LineQueue implements Flow.Subscriber<String> {
  /** One line, or why there are no more. */
  record Line(String text, @Nullable String end) {}

  private final BlockingQueue<Line> queue = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(String line) {
    queue.add(new Line(line, null));
  }

  @Override
  public void onError(Throwable error) {
    queue.add(new Line("", "the connection broke: " + error.getMessage()));
  }

  @Override
  public void onComplete() {
    queue.add(new Line("", "the server ended the stream"));
  }

  Line next(Duration limit) throws InterruptedException {
    @Nullable Line line = queue.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      return new Line("", "no sign of life for " + limit.toSeconds() + " s");
    }
    Flow.@Nullable Subscription current = subscription;
    if (current != null && line.end() == null) {
      current.request(1);
    }
    return line;
  }

  /** All that is left until the end. */
  String rest(Duration limit) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    Line line = next(limit);
    while (line.end() == null) {
      text.append(line.text()).append('\n');
      line = next(limit);
    }
    return text.toString();
  }

  void cancel() {
    Flow.@Nullable Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }
}
