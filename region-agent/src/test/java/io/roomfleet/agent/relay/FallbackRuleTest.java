package io.roomfleet.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FallbackRuleTest {
  private static final long MILLI = 1_000_000;
  private static final long STEP = 100 * MILLI;
  private static final long AFTER = 1_000 * MILLI;
  private static final long BACK = 10_000 * MILLI;

  private final Upstream primary = new Upstream();
  private final Upstream other = new Upstream();
  private final FallbackRule rule =
      new FallbackRule(Duration.ofNanos(AFTER), Duration.ofNanos(BACK), 0);
  private long now;
  private boolean onFallback;

  private static final class Upstream {
    private boolean connected;
    private boolean sends;
    private Delivery delivery = Delivery.NOTHING;

    private void step(long now) {
      if (!connected) {
        delivery = new Delivery(Delivery.NEVER, delivery.last());
      } else if (sends) {
        boolean first = delivery.since() == Delivery.NEVER;
        delivery = new Delivery(first ? now : delivery.since(), now);
      }
    }

    private void set(boolean isConnected, boolean itSends) {
      connected = isConnected;
      sends = itSends;
    }
  }

  /** Lets time pass; answers how long it was until the rule changed its mind, or -1. */
  private long run(long millis) {
    boolean before = onFallback;
    long from = now;
    while (now < from + millis * MILLI) {
      step();
      if (onFallback != before) {
        return (now - from) / MILLI;
      }
    }
    return -1;
  }

  private void step() {
    now += STEP;
    primary.step(now);
    other.step(now);
    onFallback = rule.fallback(primary.delivery, other.delivery, now);
  }

  @Test
  void thePrimaryIsReadWhileItDelivers() {
    primary.set(true, true);
    assertThat(run(60_000)).isEqualTo(-1);
  }

  @Test
  void aPrimaryThatWasNeverThereIsGivenUpAfterASecond() {
    assertThat(run(5_000)).isEqualTo(1_100);
  }

  @Test
  void aPrimaryThatBreaksOrFallsSilentIsGivenUpAfterASecondAndABlipIsNot() {
    primary.set(true, true);
    run(5_000);
    primary.set(false, false);
    assertThat(run(900)).isEqualTo(-1);
    primary.set(true, true);
    assertThat(run(5_000)).isEqualTo(-1);
    primary.set(true, false);
    assertThat(run(5_000)).isEqualTo(1_100);
  }

  @Test
  void itGoesBackAfterTenSecondsInOnePiece() {
    other.set(true, true);
    run(5_000);
    assertThat(onFallback).isTrue();
    primary.set(true, true);
    assertThat(run(9_000)).isEqualTo(-1);
    primary.set(false, false);
    run(200);
    primary.set(true, true);
    assertThat(run(9_000)).as("a break begins the ten seconds anew").isEqualTo(-1);
    primary.set(true, false);
    run(2_000);
    primary.set(true, true);
    assertThat(run(20_000)).as("so does a silence").isBetween(10_000L, 10_300L);
  }

  @Test
  void itGoesBackAtOnceWhenTheFallbackIsGone() {
    other.set(true, true);
    run(5_000);
    primary.set(true, true);
    run(3_000);
    other.set(false, false);
    assertThat(run(5_000)).isLessThanOrEqualTo(1_100);
    assertThat(onFallback).isFalse();
  }

  /** Whatever comes and goes, in whatever order. */
  @Test
  void itNeverLeavesOneThatDeliversForOneThatDoesNot() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      FallbackRuleTest world = new FallbackRuleTest();
      long turnedAt = 0;
      for (int i = 0; i < 2_000; i++) {
        if (random.nextInt(15) == 0) {
          Upstream one = random.nextBoolean() ? world.primary : world.other;
          one.set(random.nextBoolean(), random.nextInt(3) > 0);
        }
        boolean before = world.onFallback;
        world.step();
        if (world.onFallback == before) {
          continue;
        }
        long quiet = world.now - world.primary.delivery.last();
        long otherQuiet = world.now - Math.max(world.other.delivery.last(), turnedAt);
        if (world.onFallback) {
          assertThat(quiet).as("seed %d: left while it delivers", seed).isGreaterThan(AFTER);
        } else {
          assertThat(quiet).as("seed %d: back to a silent one", seed).isLessThanOrEqualTo(AFTER);
          boolean steady = world.now - world.primary.delivery.since() >= BACK;
          assertThat(steady || otherQuiet > AFTER).as("seed %d: back too soon", seed).isTrue();
        }
        turnedAt = world.now;
      }
    }
  }
}
