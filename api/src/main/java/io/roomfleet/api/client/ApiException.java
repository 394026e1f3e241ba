package io.roomfleet.api.client;

import io.roomfleet.api.problem.Problem;

/** The API refused a call, or answered what it should not. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final String body;

  ApiException(Problem problem, String body) {
    super(problem.code() + " (" + problem.status() + "): " + problem.detail());
    this.problem = problem;
    this.body = body;
  }

  /** What it said; made up from the status when the answer held no problem. */
  public Problem problem() {
    return problem;
  }

  /** The HTTP status. */
  public int status() {
    return problem.status();
  }

  /** The answer as it came. */
  public String body() {
    return body;
  }
}
