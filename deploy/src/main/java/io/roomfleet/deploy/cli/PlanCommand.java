package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiAnswer;
import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.plan.PlanView;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "Exit code: 0 when all fits, 1 when something has no place."
    })
public final class PlanCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "JSON, or - for the standard input.")
  private @Nullable Path file;

  @Option(
      names = "--all",
      description = "Show every sub-room that would come or move, not only the first fifty.")
  private boolean all;

  @Override
  public Integer call() {
    Api call = new Api(api);
    ApiRequest<PlanView> request =
        ApiRequest.post(
            "/v1/plans", InputFile.read(file == null ? Path.of("-") : file), PlanView.class);
    if (call.curl()) {
      return call.printCurl(request);
    }
    ApiAnswer<PlanView> answer = call.send(request);
    PlanView plan = answer.value();
    call.print(call.json() ? answer.json() : new PlanText(call.terminal(), all).text(plan));
    return plan.fits() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
