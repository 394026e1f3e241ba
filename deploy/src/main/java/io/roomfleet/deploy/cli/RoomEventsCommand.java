package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.EventFollower;
import io.roomfleet.api.room.EventPage;
import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.deploy.cli.Terminal.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roomfleet room events}. */
@Command(name = "events", description = "Show what happened in a room, or follow it as it happens.")
final class RoomEventsCommand implements Callable<Integer> {
  private static final int PAGE = 200;

  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();

  @Option(
      names = "--after",
      paramLabel = "SEQUENCE",
      defaultValue = "0",
      description = "Only those after that one (default: all).")
  private long after;

  @Option(
      names = "--watch",
      description = "Follow it until Ctrl-C; a broken connection is taken up again without a gap.")
  private boolean watch;

  @Override
  public Integer call() {
    Api call = new Api(api);
    if (call.curl()) {
      return call.printCurl(watch ? stream() : Calls.events(room.id(), after, PAGE));
    }
    if (watch) {
      return follow(call);
    }
    if (call.json()) {
      return call.call(Calls.events(room.id(), after, PAGE), it -> "");
    }
    call.print(new RoomView(call.terminal(), call.times()).events(all(call)));
    return ExitCode.OK;
  }

  private List<RoomEvent> all(Api call) {
    List<RoomEvent> events = new ArrayList<>();
    long from = after;
    EventPage page;
    do {
      page = call.client().send(Calls.events(room.id(), from, PAGE)).value();
      events.addAll(page.events());
      from = page.nextAfterSequence();
    } while (page.hasMore() && !page.events().isEmpty());
    return events;
  }

  private int follow(Api call) {
    RoomView view = new RoomView(call.terminal(), call.times());
    new EventFollower(call.client(), room.id())
        .follow(
            after,
            new EventFollower.Listener() {
              @Override
              public boolean onEvent(RoomEvent event, String json) {
                call.print(call.json() ? json : view.event(event));
                return !call.terminal().out().checkError();
              }

              @Override
              public void onBroken(String why) {
                String note = "(" + why + "; connecting again)";
                call.terminal().err().println(call.terminal().in(Colour.DIM, note));
              }
            });
    return ExitCode.OK;
  }

  private ApiRequest<String> stream() {
    @Nullable String last = after == 0 ? null : String.valueOf(after);
    ApiRequest<String> request =
        ApiRequest.get("/v1/rooms/" + room.id() + "/events", String.class)
            .withHeader("Accept", "text/event-stream");
    return last == null ? request : request.withHeader("Last-Event-ID", last);
  }
}
