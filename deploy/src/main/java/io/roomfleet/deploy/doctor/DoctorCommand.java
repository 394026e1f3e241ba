package io.roomfleet.deploy.doctor;

import io.roomfleet.deploy.cli.ApiOptions;
import io.roomfleet.deploy.cli.ExitCode;
import io.roomfleet.deploy.cli.Json;
import io.roomfleet.deploy.cli.Terminal;
import io.roomfleet.deploy.cli.Terminal.Colour;
import io.roomfleet.deploy.dev.ReadyFile;
import io.roomfleet.deploy.doctor.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roomfleet doctor}. */
@Command(
    name = "doctor",
    description =
        "Look for what keeps a fleet from working, on this machine and in the fleet itself, and say"
            + " the cure. Ends with 1 when something fails.")
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();

  @Override
  public Integer call() {
    List<Finding> findings = findings();
    Terminal terminal = Terminal.ofProcess();
    if (api.json()) {
      terminal.out().println(Json.CODEC.writePretty(findings));
    } else {
      findings.forEach(finding -> show(finding, terminal));
    }
    return findings.stream().anyMatch(it -> it.verdict() == Verdict.FAIL)
        ? ExitCode.REFUSED
        : ExitCode.OK;
  }

  private List<Finding> findings() {
    boolean devRuns = ReadyFile.read(api.devData()).isPresent();
    List<Finding> findings = new ArrayList<>();
    findings.add(MachineChecks.java());
    findings.add(MachineChecks.javaForCassandra());
    findings.add(MachineChecks.ffmpeg());
    findings.add(MachineChecks.processors());
    findings.add(MachineChecks.disk(api.devData()));
    if (!devRuns) {
      findings.add(MachineChecks.ports());
    }
    findings.addAll(new FleetChecks(api.client(), devRuns || api.isApiNamed()).run());
    return findings;
  }

  private static void show(Finding finding, Terminal terminal) {
    Colour colour =
        switch (finding.verdict()) {
          case OK -> Colour.GOOD;
          case WARN -> Colour.WARN;
          case FAIL -> Colour.BAD;
        };
    String verdict = String.format(Locale.ROOT, "%-4s", finding.verdict()).toLowerCase(Locale.ROOT);
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s  %-11s %s%n",
            terminal.in(colour, verdict),
            finding.check(),
            finding.text());
    if (finding.cure() != null) {
      terminal.out().printf(Locale.ROOT, "      %-11s %s%n", "", "-> " + finding.cure());
    }
  }
}
