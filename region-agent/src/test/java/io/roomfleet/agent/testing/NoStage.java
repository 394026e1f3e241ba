package io.roomfleet.agent.testing;

import io.roomfleet.agent.stage.StageAnswer;
import io.roomfleet.agent.stage.StageDoor;
import java.util.concurrent.CompletableFuture;

/** Nobody gets onto a stage. */
public final class NoStage implements StageDoor {
  public static final StageDoor DOOR = new NoStage();

  private static CompletableFuture<StageAnswer> no() {
    return CompletableFuture.completedFuture(StageAnswer.error(404, "no such seat here"));
  }

  @Override
  public CompletableFuture<StageAnswer> publish(
      String session, String seat, String token, String offer) {
    return no();
  }

  @Override
  public CompletableFuture<StageAnswer> watch(
      String session, String seat, String watched, String token, boolean offered) {
    return no();
  }

  @Override
  public CompletableFuture<StageAnswer> answer(
      String session, String seat, String connection, String token, String answer) {
    return no();
  }

  @Override
  public CompletableFuture<StageAnswer> leave(
      String session, String seat, String connection, String token) {
    return no();
  }
}
