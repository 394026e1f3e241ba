package io.roomfleet.api.room;

/**
 * How a room's lines are switched by themselves.
 *
 * @param automatic whether they are at all
 * @param lossMillis how long the line that is played brings no video of its own before another one
 *     is played, 100 to 60,000. A publisher that stands still without a word is noticed after 700
 *     ms more
 * @param holdSeconds least time between two switches, 1 to 3,600; a line that is lost before that
 *     is left all the same by the agents that play it
 * @param back whether it goes back to the line that was chosen
 * @param clearSeconds how long that line must have been there without a break by then, 1 to 3,600
 */
public record LineSwitching(
    boolean automatic, int lossMillis, int holdSeconds, SwitchBack back, int clearSeconds) {
  /** What holds where nothing was said. */
  public static final LineSwitching DEFAULT =
      new LineSwitching(true, 500, 20, SwitchBack.WHEN_CLEAR, 30);
}
