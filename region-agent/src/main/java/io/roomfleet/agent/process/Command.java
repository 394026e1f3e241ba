package io.roomfleet.agent.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program to run.
 *
 * @param arguments the program first
 * @param folder in which it runs
 * @param output whether its stdout is read; else it is thrown away
 * @param secrets words that are struck out of what it writes to stderr
 * @param yields whether it gives way to this program, and to all else on the machine, where
 *     processors are short
 * @param input whether this program writes to its stdin; else that is empty
 */
public record Command(
    List<String> arguments,
    Path folder,
    boolean output,
    List<String> secrets,
    boolean yields,
    boolean input) {
  private static final Path NICE = Path.of("/usr/bin/nice");

  public Command {
    arguments = List.copyOf(arguments);
    secrets = List.copyOf(secrets);
  }

  /** A program without secrets. */
  public Command(List<String> arguments, Path folder, boolean output) {
    this(arguments, folder, output, List.of(), false, false);
  }

  /** A program with secrets. */
  public Command(List<String> arguments, Path folder, boolean output, List<String> secrets) {
    this(arguments, folder, output, secrets, false, false);
  }

  /** The same, giving way. */
  public Command yielding() {
    return new Command(arguments, folder, output, secrets, true, input);
  }

  /** The same, with its stdin written to. */
  public Command fed() {
    return new Command(arguments, folder, output, secrets, yields, true);
  }

  /** What is started; the program takes its place there. */
  List<String> started() {
    boolean can =
        yields
            && Files.isExecutable(NICE)
            && Files.isExecutable(Path.of(arguments.get(0)).toAbsolutePath());
    return can
        ? Stream.concat(Stream.of(NICE.toString(), "-n", "10"), arguments.stream()).toList()
        : arguments;
  }
}
