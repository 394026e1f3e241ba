package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiAnswer;
import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.plan.PlanView;
import io.roomfleet.api.plan.ReplayRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomfleet plan}. */
@Command(
    name = "plan",
    description = {
      "What would happen if all that is in a file were so at once. Nothing is changed.",
      "The file is the JSON of POST /v1/plans: rooms, scheduledRooms, lostAgents, lostRegions,"
          + " addedAgents, viewersFactor, moveBudget.",
      "With --replay instead of a file: which placements of a recorded evening other prices would"
          + " have decided otherwise.",
      "Exit code: 0 when all fits, 1 when something has no place."
    })
public final class PlanCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Subject subject = new Subject();

  @Option(
      names = "--price",
      split = ",",
      paramLabel = "TERM=FACTOR",
      description =
          "With --replay: how many times as dear a term is, such as latency=2,egress=0.5. Terms:"
              + " egress, latency, relay, move, balance, stale.")
  private Map<String, Double> prices = new TreeMap<>();

  @Option(
      names = "--all",
      description = "Show every sub-room that would come or move, not only the first fifty.")
  private boolean all;

  /** What is planned. */
  static final class Subject {
    @Parameters(
        index = "0",
        paramLabel = "FILE",
        description = "JSON, or - for the standard input.")
    private @Nullable Path file;

    @Option(
        names = "--replay",
        paramLabel = "ROOM",
        description = "A room, whose evening is over or not.")
    private @Nullable String replay;
  }

  @Override
  public Integer call() {
    Api call = new Api(api);
    if (subject.replay != null) {
      return call.call(
          Calls.replay(new ReplayRequest(subject.replay, prices)),
          new ReplayText(call.terminal(), call.times(), all)::text);
    }
    Path file = Objects.requireNonNullElse(subject.file, Path.of("-"));
    ApiRequest<PlanView> request =
        ApiRequest.post("/v1/plans", InputFile.read(file), PlanView.class);
    if (call.curl()) {
      return call.printCurl(request);
    }
    ApiAnswer<PlanView> answer = call.send(request);
    PlanView plan = answer.value();
    call.print(call.json() ? answer.json() : new PlanText(call.terminal(), all).text(plan));
    return plan.fits() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
