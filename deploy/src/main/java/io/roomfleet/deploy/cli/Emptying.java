package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiAnswer;
import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.MaintenanceView;
import io.roomfleet.api.region.RegionView;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins to empty an agent or a region and, when asked to, waits until it is empty. */
final class Emptying<T> {
  /** What plays on at a place that was left ends some seconds after the deadline at the latest. */
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final Api api;
  private final Target<T> target;
  private final Duration grace;

  /**
   * What is emptied.
   *
   * @param name such as {@code agent eu-west-1}
   * @param look shows how it is
   * @param agents where its assignments are
   */
  record Target<T>(
      String name,
      ApiRequest<T> look,
      Function<T, @Nullable MaintenanceView> maintenance,
      Api.View<T> view,
      Function<T, List<AgentView>> agents) {}

  Emptying(Api api, Target<T> target, Duration grace) {
    this.api = api;
    this.target = target;
    this.grace = grace;
  }

  static Emptying<AgentView> ofAgent(Api api, String id) {
    FleetView view = new FleetView(api.terminal(), api.times());
    return new Emptying<>(
        api,
        new Target<>("agent " + id, Calls.agent(id), AgentView::maintenance, view::agent, List::of),
        GRACE);
  }

  static Emptying<RegionView> ofRegion(Api api, String id) {
    FleetView view = new FleetView(api.terminal(), api.times());
    return new Emptying<>(
        api,
        new Target<>(
            "region " + id,
            Calls.region(id),
            RegionView::maintenance,
            view::region,
            any -> api.client().send(Calls.agents(id)).value().agents()),
        GRACE);
  }

  /**
   * Sends the call that begins it.
   *
   * @param limit how long to wait; null for not at all
   */
  int begin(ApiRequest<T> call, @Nullable Duration limit) {
    if (limit == null || api.curl()) {
      return api.call(call, target.view());
    }
    ApiAnswer<T> first = api.send(call);
    ProgressLine progress = new ProgressLine(api.terminal(), target.name());
    Thread farewell = new Thread(() -> progress.farewell(restore()));
    Runtime.getRuntime().addShutdownHook(farewell);
    try {
      return await(first, System.nanoTime() + limit.plus(grace).toNanos(), progress);
    } finally {
      forget(farewell);
    }
  }

  private int await(ApiAnswer<T> first, long end, ProgressLine progress) {
    ApiAnswer<T> last = first;
    @Nullable ApiAnswer<T> news = first;
    while (true) {
      MaintenanceView now = target.maintenance().apply(last.value());
      if (now == null) {
        progress.end();
        api.terminal().err().println("roomfleet: " + target.name() + " was restored meanwhile.");
        return shown(last, ExitCode.NOT_EMPTY);
      }
      if (news != null) {
        progress.show(MaintenanceText.progress(now));
      }
      if (now.doneAt() != null) {
        progress.end();
        return shown(last, ExitCode.OK);
      }
      if (System.nanoTime() >= end || !Api.paused()) {
        progress.end();
        return over(last, now);
      }
      news = api.lookAgain(target.look(), progress);
      last = news == null ? last : news;
    }
  }

  private int over(ApiAnswer<T> answer, MaintenanceView now) {
    if (api.json()) {
      return shown(answer, ExitCode.NOT_EMPTY);
    }
    api.print(MaintenanceText.left(now, target.agents().apply(answer.value())));
    api.terminal()
        .err()
        .println(
            "roomfleet: the deadline is over, and "
                + target.name()
                + " is not empty. What is left stays, and nothing new comes. Give it more time with"
                + " the same command, or end it with `"
                + restore()
                + "`.");
    return ExitCode.NOT_EMPTY;
  }

  private int shown(ApiAnswer<T> answer, int code) {
    api.print(api.json() ? answer.json() : target.view().text(answer.value()));
    return code;
  }

  private String restore() {
    String[] words = target.name().split(" ", 2);
    return "roomfleet " + words[0] + " restore " + words[1];
  }

  private static void forget(Thread farewell) {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      // Ctrl-C came first, and the farewell is being said.
    }
  }
}
