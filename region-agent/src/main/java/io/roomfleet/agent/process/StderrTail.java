package io.roomfleet.agent.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a process wrote to stderr; safe to use from several threads. */
final class StderrTail {
  static final int LINES = 20;
  private static final int LINE_LENGTH = 400;

  private final Deque<String> lines = new ArrayDeque<>(LINES);
  private final List<String> secrets;

  /**
   * @param secrets words that no line shall show
   */
  StderrTail(List<String> secrets) {
    this.secrets = secrets;
  }

  synchronized void add(String written) {
    String line = written;
    for (String secret : secrets) {
      line = line.replace(secret, "***");
    }
    if (line.isBlank()) {
      return;
    }
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line.length() <= LINE_LENGTH ? line : line.substring(0, LINE_LENGTH) + "…");
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
