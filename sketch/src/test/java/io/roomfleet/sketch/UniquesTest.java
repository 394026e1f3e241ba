package io.roomfleet.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.datasketches.cpc.CpcSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UniquesTest {
  private static Uniques of(long from, long to) {
    Uniques uniques = new Uniques();
    for (long thing = from; thing < to; thing++) {
      uniques.add(thing);
    }
    return uniques;
  }

  @Test
  void aMillionSessionsSeenByManyAgentsInManySecondsAreCountedOnceEachWithinTwoPercent() {
    int sessions = 1_000_000;
    for (long seed = 1; seed <= 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Uniques all = new Uniques();
      long[] ids = random.longs(sessions).toArray();
      for (int window = 0; window < 8; window++) {
        Uniques part = new Uniques();
        for (int i = 0; i < sessions; i++) {
          if (i % 8 == window || random.nextInt(4) == 0) {
            part.add(ids[i]);
          }
        }
        byte[] bytes = part.encode();
        assertThat(bytes).hasSizeLessThan(5_600);
        all.merge(Uniques.decode(bytes));
      }
      assertThat(all.estimate() / sessions).as("seed %d", seed).isBetween(0.98, 1.02);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10, 100, 1_000})
  void fewThingsAreCountedAllButExactly(int things) {
    assertThat(of(0, things).estimate()).isBetween(things * 0.99, things * 1.01);
  }

  @Test
  void whatIsMergedGivesTheSameAsWhatWasAddedAtOnce() {
    Uniques merged = of(0, 60_000);
    merged.merge(of(40_000, 100_000));
    merged.merge(new Uniques());
    assertThat(merged.estimate()).isBetween(98_000.0, 102_000.0);
    Uniques before = of(0, 1_000);
    before.merge(before);
    assertThat(before.estimate()).isBetween(990.0, 1010.0);
  }

  @Test
  void aClearedOneBeginsAnew() {
    Uniques uniques = of(0, 5_000);
    uniques.clear();
    assertThat(uniques.empty()).isTrue();
    uniques.add(7);
    assertThat(uniques.estimate()).isBetween(0.99, 1.01);
  }

  @Test
  void brokenBytesAreRefusedWithWhatIsWrong() {
    byte[] good = of(0, 10_000).encode();
    assertThatThrownBy(() -> Uniques.decode(new byte[3]))
        .hasMessage("uniques: 3 bytes (expected: 5 to 6149)");
    assertThatThrownBy(() -> Uniques.decode(new byte[9_000])).hasMessageContaining("9000 bytes");
    assertThatThrownBy(() -> Uniques.decode(new Percentiles().encode()))
        .hasMessage("uniques: begins with 0x50 (expected: 0x55)");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 500; i++) {
      byte[] broken = Arrays.copyOf(good, good.length);
      broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
      assertThatThrownBy(() -> Uniques.decode(broken))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("uniques: ");
    }
  }

  @Test
  void bytesThatAreNoSketchButHaveARightSumAreRefusedToo() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThatThrownBy(() -> Uniques.decode(Frame.wrap((byte) 'U', noise)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] coarse = Frame.wrap((byte) 'U', new CpcSketch(10).toByteArray());
    assertThatThrownBy(() -> Uniques.decode(coarse))
        .hasMessage("uniques: 2^10 rows (expected: 2^13)");
  }
}
