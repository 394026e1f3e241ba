package io.roomfleet.deploy.cli;

import io.roomfleet.api.alert.Prompts;
import io.roomfleet.api.client.AlertCalls;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roomfleet room prompts}. */
@Command(name = "prompts", description = "What the host is asked to do; or ask for something.")
final class RoomPromptsCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private RoomCommand.RoomId room = new RoomCommand.RoomId();

  @Option(names = "--say", paramLabel = "TEXT", description = "Ask the host to do this.")
  private @Nullable String say;

  @Mixin private WatchOption watch = new WatchOption();

  @Override
  public Integer call() {
    Api call = new Api(api);
    AlertText text = new AlertText(call.terminal(), call.times());
    if (say != null) {
      return call.call(
          AlertCalls.prompt(room.id(), say),
          prompt -> text.prompts(new Prompts(room.id(), List.of(prompt))));
    }
    return call.show(AlertCalls.prompts(room.id()), watch, text::prompts);
  }
}
