package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiException;
import io.roomfleet.api.client.UnreachableException;
import io.roomfleet.api.problem.Problem;
import io.roomfleet.deploy.cli.Terminal.Colour;
import io.roomfleet.deploy.platform.Refusal;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Says on stderr what went wrong, and with which exit code the command ends. */
public final class Failures {
  private Failures() {}

  public static int report(Exception failure, Terminal terminal) {
    PrintStream err = terminal.err();
    if (failure instanceof ApiException refused) {
      refused(refused, terminal);
      return ExitCode.ofStatus(refused.status());
    }
    if (failure instanceof UnreachableException unreachable) {
      err.println(
          "roomfleet: "
              + unreachable.getMessage()
              + ". Is a fleet running there? Start one with `roomfleet dev`, or name another API"
              + " with --api or ROOMFLEET_API_URL.");
      return ExitCode.UNREACHABLE;
    }
    if (failure instanceof Refusal refusal) {
      err.println("roomfleet: " + refusal.getMessage());
      return ExitCode.REFUSED;
    }
    if (failure instanceof IllegalArgumentException wrong) {
      err.println("roomfleet: " + wrong.getMessage());
      return ExitCode.USAGE;
    }
    err.println("roomfleet: this should not have happened; please report it with what follows.");
    failure.printStackTrace(err);
    return ExitCode.REFUSED;
  }

  private static void refused(ApiException refused, Terminal terminal) {
    PrintStream err = terminal.err();
    Problem problem = refused.problem();
    err.println(
        "roomfleet: "
            + terminal.in(Colour.BAD, problem.code())
            + " ("
            + problem.status()
            + "): "
            + problem.detail());
    List<Problem.FieldError> errors = problem.errors() == null ? List.of() : problem.errors();
    for (Problem.FieldError error : errors) {
      String value = error.value() == null ? "missing" : error.value();
      err.printf(Locale.ROOT, "  %s: %s (expected: %s)%n", error.field(), value, error.expected());
    }
    if (ExitCode.ofStatus(refused.status()) == ExitCode.UNAUTHORIZED) {
      err.println("  Give a token with --token or " + ApiOptions.TOKEN + ".");
    }
  }
}
