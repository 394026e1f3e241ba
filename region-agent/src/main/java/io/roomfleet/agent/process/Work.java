package io.roomfleet.agent.process;

import org.jspecify.annotations.Nullable;

/** What a {@link Supervisor} keeps running. All is called on the loop but what says otherwise. */
public interface Work {
  /**
   * The program of the next run.
   *
   * @throws CannotRun when there is no sense in starting it now
   */
  Command command() throws CannotRun;

  /** Who takes the output of the run that begins now. */
  default RunOutput output() {
    return RunOutput.NONE;
  }

  /**
   * Why a run ended.
   *
   * @param code exit code
   * @param lastError the last line of stderr, null when there is none
   */
  default Ending ended(int code, @Nullable String lastError) {
    return Ending.failed(
        "ffmpeg ended with code " + code + (lastError == null ? "" : ": " + lastError));
  }

  /** The supervisor's status is another than before. */
  default void changed() {}

  /**
   * How a run ended.
   *
   * @param reason what was wrong; null when this is the normal course, and the next run follows at
   *     once
   */
  record Ending(@Nullable String reason) {
    /** As it should. */
    public static final Ending NORMAL = new Ending(null);

    /** Something was wrong. */
    public static Ending failed(String reason) {
      return new Ending(reason);
    }
  }

  /** Something on this machine is in the way; the message is one plain sentence. */
  final class CannotRun extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotRun(String message) {
      super(message);
    }
  }
}
