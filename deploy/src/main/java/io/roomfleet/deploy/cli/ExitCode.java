package io.roomfleet.deploy.cli;

/** What the exit codes of the {@code roomfleet} command mean. */
public final class ExitCode {
  public static final int OK = 0;

  /** The API refused the call, or something on this machine is not as it must be. */
  public static final int REFUSED = 1;

  /** The command line cannot be understood. */
  public static final int USAGE = 2;

  /** No answer came from the API. */
  public static final int UNREACHABLE = 3;

  /** No token, or one that may not do this. */
  public static final int UNAUTHORIZED = 4;

  /** There is no such room, sub-room or the like. */
  public static final int NOT_FOUND = 5;

  /** The deadline is over, and what was to be emptied is not empty. */
  public static final int NOT_EMPTY = 6;

  private ExitCode() {}

  /** The code for an answer with that HTTP status. */
  static int ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> UNAUTHORIZED;
      case 404 -> NOT_FOUND;
      default -> REFUSED;
    };
  }
}
