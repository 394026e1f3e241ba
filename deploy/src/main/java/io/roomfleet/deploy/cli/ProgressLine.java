package io.roomfleet.deploy.cli;

import java.io.PrintStream;

/**
 * How far something is, on stderr: one line that is written over on a terminal, a line for each
 * change elsewhere. Safe for use by several threads.
 */
final class ProgressLine {
  private final Terminal terminal;
  private final String name;
  private String shown = "";
  private boolean open;

  ProgressLine(Terminal terminal, String name) {
    this.terminal = terminal;
    this.name = name;
  }

  synchronized void show(String text) {
    if (text.equals(shown)) {
      return;
    }
    shown = text;
    String line = name + ": " + text;
    PrintStream err = terminal.err();
    if (terminal.isTerminal()) {
      int width = terminal.width() - 1;
      err.print("\r" + (line.length() > width ? line.substring(0, width - 1) + "…" : line));
      err.print("\u001b[K");
      open = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** What comes next begins a line. */
  synchronized void end() {
    if (open) {
      terminal.err().println();
      open = false;
    }
  }

  /** Said when the command is interrupted. */
  synchronized void farewell(String restore) {
    end();
    terminal.err().println("It goes on without this command. End it with `" + restore + "`.");
    terminal.err().flush();
  }
}
