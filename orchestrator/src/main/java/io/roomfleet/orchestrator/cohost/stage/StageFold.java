package io.roomfleet.orchestrator.cohost.stage;

import io.roomfleet.orchestrator.cohost.slot.HostLine;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Folds one event into a stage. */
record StageFold(Stage stage) implements StageEvent.Cases<Stage> {
  @Override
  public Stage placed(StageEvent.Placed e) {
    Place place = e.place();
    Stage rest = stage.isAt(place.region(), place.attempt()) ? stage : stage.left(e.cause());
    return new Stage(
        place,
        null,
        rest.partings(),
        Math.max(stage.attempt(), place.attempt()),
        stage.lines(),
        stage.tokens());
  }

  @Override
  public Stage notPlaced(StageEvent.NotPlaced e) {
    return new Stage(
        stage.place(),
        e.reason(),
        stage.partings(),
        stage.attempt(),
        stage.lines(),
        stage.tokens());
  }

  @Override
  public Stage lost(StageEvent.Lost e) {
    return stage.isAt(e.region(), e.attempt())
        ? new Stage(
            null, e.cause(), stage.partings(), stage.attempt(), stage.lines(), stage.tokens())
        : stage;
  }

  @Override
  public Stage freed(StageEvent.Freed e) {
    List<Stage.Parting> left =
        stage.partings().stream()
            .filter(it -> !(it.region().equals(e.region()) && it.attempt() == e.attempt()))
            .toList();
    return new Stage(
        stage.place(), stage.reason(), left, stage.attempt(), stage.lines(), stage.tokens());
  }

  @Override
  public Stage lineTold(StageEvent.LineTold e) {
    Map<String, HostLine> lines = with(stage.lines(), e.roomId(), e.line());
    return new Stage(
        stage.place(), stage.reason(), stage.partings(), stage.attempt(), lines, stage.tokens());
  }

  @Override
  public Stage tokenGiven(StageEvent.TokenGiven e) {
    return withToken(e.seatId(), new Token(e.hash(), e.until()));
  }

  @Override
  public Stage tokenOver(StageEvent.TokenOver e) {
    return withToken(e.seatId(), Token.OVER);
  }

  private Stage withToken(String seatId, Token token) {
    Map<String, Token> tokens = with(stage.tokens(), seatId, token);
    return new Stage(
        stage.place(), stage.reason(), stage.partings(), stage.attempt(), stage.lines(), tokens);
  }

  private static <V> Map<String, V> with(Map<String, V> all, String key, V value) {
    Map<String, V> more = new TreeMap<>(all);
    more.put(key, value);
    return Collections.unmodifiableMap(more);
  }
}
