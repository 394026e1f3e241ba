package io.roomfleet.agent.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A program to run.
 *
 * @param arguments the program first
 * @param folder in which it runs
 * @param output whether its stdout is read; else it is thrown away
 */
public record Command(List<String> arguments, Path folder, boolean output) {
  public Command {
    arguments = List.copyOf(arguments);
  }
}
