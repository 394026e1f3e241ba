package io.roomfleet.deploy.platform;

/**
 * Something that cannot be done as things are on this machine. The message is one plain sentence
 * for people that says what is wrong and what to do; it is shown without a stack trace.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Refusal(String sentence) {
    super(sentence);
  }

  public Refusal(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
