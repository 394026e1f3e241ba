package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.Calls;
import io.roomfleet.api.metrics.BeaconAnswer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code roomfleet beacons}. */
@Command(
    name = "beacons",
    description = "What viewers did.",
    subcommands = BeaconsCommand.Send.class)
public final class BeaconsCommand extends Group {

  /** {@code roomfleet beacons send}. */
  @Command(
      name = "send",
      description =
          "Send the beacons of a file: a JSON array in one batch, or lines (NDJSON) in batches of"
              + " 500. What was sent before counts once.")
  static final class Send implements Callable<Integer> {
    private static final int BATCH = 500;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "FILE", description = "The file; - for the standard input.")
    private Path file = Path.of("-");

    @Override
    public Integer call() {
      Api call = new Api(api);
      List<String> batches = batches(InputFile.read(file).text());
      if (call.curl()) {
        batches.forEach(batch -> call.printCurl(Calls.beacons(new Json.Raw(batch))));
        return ExitCode.OK;
      }
      int first = 0;
      int accepted = 0;
      int rejected = 0;
      for (String batch : batches) {
        var answer = call.client().send(Calls.beacons(new Json.Raw(batch)));
        if (call.json()) {
          call.print(answer.json());
        } else {
          told(call, answer.value(), first);
        }
        accepted += answer.value().accepted();
        rejected += answer.value().rejectedCount();
        first = accepted + rejected;
      }
      if (!call.json()) {
        call.print("%d accepted, %d rejected".formatted(accepted, rejected));
      }
      return rejected == 0 ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static void told(Api call, BeaconAnswer answer, int first) {
      for (BeaconAnswer.Rejected each : answer.rejected()) {
        call.print(
            "beacon %d: %s: %s".formatted(first + each.index(), each.code(), each.message()));
      }
      int more = answer.rejectedCount() - answer.rejected().size();
      if (more > 0) {
        call.print("and " + more + " more");
      }
    }

    /** A JSON array as it is; lines some at a time. */
    private static List<String> batches(String text) {
      if (text.stripLeading().startsWith("[")) {
        return List.of(text);
      }
      List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
      List<String> batches = new ArrayList<>();
      for (int from = 0; from < lines.size(); from += BATCH) {
        batches.add(
            String.join("\n", lines.subList(from, Math.min(lines.size(), from + BATCH))) + "\n");
      }
      return batches;
    }
  }
}
