package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertRule;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.orchestrator.alert.view.AlertView;
import io.roomfleet.orchestrator.http.AlertFilter;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what this node knows of open alerts and of the rules: hears of changes at once, and reads
 * both every few seconds. Wakes the books that have open alerts, which a node that died left
 * behind.
 */
public final class AlertMirror {
  private static final Duration PACE = Duration.ofSeconds(3);
  private static final int MOST = 500;

  /** Alerts come by topic; the list is read each time this many looks later, for what was lost. */
  private static final int LIST_EVERY = 10;

  /** What it is told. */
  public interface Message {}

  /** Alerts have changed. */
  public record Changed(List<Alert> alerts) implements Message, ClusterMessage {}

  private enum Look implements Message {
    LOOK
  }

  /**
   * What was read.
   *
   * @param open null when it was not looked at
   */
  private record Read(@Nullable List<Alert> open, List<AlertRule> rules) implements Message {}

  private record Failed(Throwable cause) implements Message {}

  private AlertMirror() {}

  /**
   * The actor, one on each node.
   *
   * @param wake tells the book with this id to look
   */
  public static Behavior<Message> create(
      OpenAlerts open,
      AtomicReference<RuleBook> rules,
      AlertView view,
      AlertRuleStore store,
      ActorRef<Topic.Command<Changed>> topic,
      Consumer<String> wake,
      InstantSource clock) {
    return Behaviors.setup(
        context -> {
          topic.tell(Topic.subscribe(context.getSelf().narrow()));
          context.getSelf().tell(Look.LOOK);
          AtomicInteger untilListed = new AtomicInteger();
          return Behaviors.receive(Message.class)
              .onMessage(
                  Changed.class,
                  changed -> {
                    changed.alerts().forEach(alert -> open.told(alert, clock.millis()));
                    return Behaviors.same();
                  })
              .onMessage(
                  Look.class,
                  look -> {
                    context.pipeToSelf(
                        read(view, store, untilListed.get() == 0),
                        (read, failure) -> read == null ? new Failed(failure) : read);
                    return Behaviors.same();
                  })
              .onMessage(
                  Read.class,
                  read -> {
                    rules.set(new RuleBook(read.rules()));
                    List<Alert> listed = read.open();
                    if (listed != null) {
                      open.listed(listed, clock.millis());
                      open.books().forEach(wake);
                      untilListed.set(LIST_EVERY);
                    }
                    untilListed.decrementAndGet();
                    return again(context);
                  })
              .onMessage(
                  Failed.class,
                  failed -> {
                    context.getLog().warn("cannot read alerts: {}", failed.cause().toString());
                    return again(context);
                  })
              .build();
        });
  }

  private static CompletionStage<Read> read(AlertView view, AlertRuleStore store, boolean listToo) {
    if (!listToo) {
      return store.all().thenApply(rules -> new Read(null, rules));
    }
    CompletableFuture<AlertView.Page> raised =
        view.list(AlertFilter.in(AlertState.RAISED), MOST, null).toCompletableFuture();
    CompletableFuture<AlertView.Page> acknowledged =
        view.list(AlertFilter.in(AlertState.ACKNOWLEDGED), MOST, null).toCompletableFuture();
    return raised
        .thenCombine(
            acknowledged,
            (one, other) -> {
              List<Alert> all = new ArrayList<>(one.alerts());
              all.addAll(other.alerts());
              return all;
            })
        .thenCombine(store.all(), Read::new);
  }

  private static Behavior<Message> again(ActorContext<Message> context) {
    context.scheduleOnce(PACE, context.getSelf(), Look.LOOK);
    return Behaviors.same();
  }
}
