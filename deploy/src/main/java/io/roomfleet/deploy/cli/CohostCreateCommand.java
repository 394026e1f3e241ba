package io.roomfleet.deploy.cli;

import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.client.CohostCalls;
import io.roomfleet.api.cohost.CohostLayout;
import io.roomfleet.api.cohost.CohostLayoutKind;
import io.roomfleet.api.cohost.CohostMode;
import io.roomfleet.api.cohost.CohostSeatSpec;
import io.roomfleet.api.cohost.CreateCohostSessionRequest;
import io.roomfleet.api.cohost.PkRules;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roomfleet cohost create}. */
@Command(name = "create", description = "Invite others to a session; the first owns it.")
final class CohostCreateCommand implements Callable<Integer> {
  private static final Pattern CANVAS = Pattern.compile("(\\d{1,5})x(\\d{1,5})(?:@(\\d{1,3}))?");
  private static final int USUAL_RATE = 30;

  @Mixin private ApiOptions api = new ApiOptions();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODE", description = "${COMPLETION-CANDIDATES}.")
  private CohostMode mode = CohostMode.COHOST;

  @Parameters(
      index = "1..*",
      arity = "2..9",
      paramLabel = "SEAT=ROOM[/TEAM]",
      description = "Hosts, each with the own room.")
  private List<String> seats = List.of();

  @Option(
      names = "--layout",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES} (default: SIDE_BY_SIDE).")
  private @Nullable CohostLayoutKind layout;

  @Option(
      names = "--canvas",
      paramLabel = "WxH[@FPS]",
      description = "The picture that is mixed (default: 1280x720@30).")
  private @Nullable String canvas;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "Of a PK's round (default: 300).")
  private @Nullable Integer duration;

  @Option(
      names = "--countdown",
      paramLabel = "SECONDS",
      description = "Before a PK's round (default: 3).")
  private @Nullable Integer countdown;

  @Option(
      names = "--extra",
      paramLabel = "SECONDS",
      description = "Added to a PK's round on a draw (default: 60).")
  private @Nullable Integer extra;

  @Option(
      names = "--punishment",
      paramLabel = "SECONDS",
      description = "After a PK's round (default: 120).")
  private @Nullable Integer punishment;

  @Mixin private WriteOptions write = new WriteOptions();

  @Override
  public Integer call() {
    Api call = new Api(api);
    CommandSpec command = Objects.requireNonNull(spec);
    List<CohostSeatSpec> all =
        seats.stream().map(it -> CohostCommand.seat(command, it, null)).toList();
    CreateCohostSessionRequest request =
        new CreateCohostSessionRequest(
            mode,
            all,
            layout == null ? null : new CohostLayout(layout, null),
            null,
            rules(),
            canvas == null ? null : canvas(command, canvas));
    return call.call(write.on(CohostCalls.create(request)), CohostCommand.text(call));
  }

  private @Nullable PkRules rules() {
    return duration == null && countdown == null && extra == null && punishment == null
        ? null
        : new PkRules(or(countdown, 3), or(duration, 300), or(extra, 60), 1, or(punishment, 120));
  }

  private static int or(@Nullable Integer given, int usual) {
    return Objects.requireNonNullElse(given, usual);
  }

  private static Canvas canvas(CommandSpec spec, String typed) {
    Matcher read = CANVAS.matcher(typed);
    if (!read.matches()) {
      throw new ParameterException(
          spec.commandLine(), "--canvas: " + typed + " (expected: WxH or WxH@FPS, as 640x360@30)");
    }
    String rate = read.group(3);
    return new Canvas(
        Integer.parseInt(read.group(1)),
        Integer.parseInt(read.group(2)),
        rate == null ? USUAL_RATE : Integer.parseInt(rate));
  }
}
