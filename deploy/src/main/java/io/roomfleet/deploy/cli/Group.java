package io.roomfleet.deploy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others. */
abstract class Group implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    throw new ParameterException(
        command,
        "Missing command after '"
            + spec.name()
            + "' (expected: "
            + String.join(", ", spec.subcommands().keySet())
            + ")");
  }
}
