package io.roomfleet.deploy.cli;

import io.roomfleet.deploy.platform.Refusal;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the command writes to.
 *
 * @param out for results
 * @param err for what is not a result
 * @param width columns; {@code Integer.MAX_VALUE} when {@code out} is no terminal
 * @param colours true when colours are wanted
 */
public record Terminal(PrintStream out, PrintStream err, int width, boolean colours) {
  /** The start script sets it when the output goes to a terminal. */
  private static final String COLUMNS = "ROOMFLEET_COLUMNS";

  private static final int USUAL_WIDTH = 80;
  private static final String ESCAPE = "\u001b[";

  /** What is shown in which colour. */
  public enum Colour {
    GOOD(32),
    WARN(33),
    BAD(31),
    DIM(2),
    BOLD(1);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  /** This process's. */
  public static Terminal ofProcess() {
    return of(System.getenv(), System.out, System.err);
  }

  static Terminal of(Map<String, String> environment, PrintStream out, PrintStream err) {
    @Nullable String columns = environment.get(COLUMNS);
    if (columns == null) {
      return new Terminal(out, err, Integer.MAX_VALUE, false);
    }
    String noColour = environment.getOrDefault("NO_COLOR", "");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    int width = columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    return new Terminal(out, err, width, noColour.isEmpty() && !dumb);
  }

  public boolean isTerminal() {
    return width != Integer.MAX_VALUE;
  }

  /** The text in that colour, or as it is where colours are not wanted. */
  public String in(Colour colour, String text) {
    return colours ? ESCAPE + colour.code + "m" + text + ESCAPE + "0m" : text;
  }

  /** Replaces all that is on the screen. */
  void clear() {
    if (!isTerminal()) {
      throw new Refusal("Only a terminal can be cleared.");
    }
    out.print(ESCAPE + "H" + ESCAPE + "2J" + ESCAPE + "3J");
  }
}
