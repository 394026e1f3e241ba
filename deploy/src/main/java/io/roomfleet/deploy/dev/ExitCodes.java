package io.roomfleet.deploy.dev;

import java.util.Map;

/** Says in words how a process ended. */
final class ExitCodes {
  private static final int SIGNAL_BASE = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 9,
          "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  private ExitCodes() {}

  /** Such as {@code killed by SIGKILL}, or {@code ended with code 3}. */
  static String describe(int exitCode) {
    String signal = SIGNALS.get(exitCode - SIGNAL_BASE);
    return signal == null ? "ended with code " + exitCode : "was ended by " + signal;
  }
}
