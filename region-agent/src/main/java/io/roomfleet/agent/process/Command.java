package io.roomfleet.agent.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A program to run.
 *
 * @param arguments the program first
 * @param folder in which it runs
 * @param output whether its stdout is read; else it is thrown away
 * @param secrets words that are struck out of what it writes to stderr
 */
public record Command(List<String> arguments, Path folder, boolean output, List<String> secrets) {
  public Command {
    arguments = List.copyOf(arguments);
    secrets = List.copyOf(secrets);
  }

  /** A program without secrets. */
  public Command(List<String> arguments, Path folder, boolean output) {
    this(arguments, folder, output, List.of());
  }
}
