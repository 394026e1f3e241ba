package io.roomfleet.deploy.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Reads the flags of a command that can be given a file instead, and tells what is wrong with them
 * as a mistake on the command line.
 *
 * @param spec of the command
 * @param instead what {@code --file} holds, such as {@code the whole room}
 */
record Flags(CommandSpec spec, String instead) {
  String required(String name, @Nullable String value) {
    if (value == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing " + name + " (or give " + instead + " with --file)");
    }
    return value;
  }

  /** What {@code read} makes of them; its complaint is one about the command line. */
  <T> T read(Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
