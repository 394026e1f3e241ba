package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.report.Difference;
import io.roomfleet.api.report.ReportFigure;
import io.roomfleet.orchestrator.history.report.BlockRatio.Block;
import io.roomfleet.orchestrator.history.report.Differences.Pair;
import io.roomfleet.orchestrator.telemetry.FiguresMapper;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.orchestrator.telemetry.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of some time, in blocks in the order of time. One after the other, they make a
 * broadcast, a part of one, or several.
 *
 * @param blocks each of equal length, but the last
 * @param length of all of them together
 */
record Moments(List<Known> blocks, Duration length) {

  /** Steps put together to blocks of so many. */
  static Moments of(List<Known> steps, int stepsInBlock, Duration length) {
    List<Known> blocks = new ArrayList<>();
    for (int i = 0; i < steps.size(); i += stepsInBlock) {
      blocks.add(after(steps.subList(i, Math.min(steps.size(), i + stepsInBlock))));
    }
    return new Moments(blocks, length);
  }

  /** Of all blocks together. */
  Known whole() {
    return after(blocks);
  }

  Figures figures() {
    Known whole = whole();
    return FiguresMapper.figures(whole.window(), length, whole.viewing());
  }

  /** These, then those. */
  Moments and(Moments others) {
    return new Moments(
        Stream.concat(blocks.stream(), others.blocks.stream()).toList(),
        length.plus(others.length));
  }

  /** As one block. */
  Moments asOne() {
    return new Moments(List.of(whole()), length);
  }

  /** Times one after the other. */
  static Known after(List<Known> times) {
    Window window = new Window();
    Viewing viewing = new Viewing();
    for (Known each : times) {
      window.merge(each.window());
      if (each.viewing() != null) {
        viewing.after(each.viewing());
      }
    }
    return new Known(window, viewing);
  }

  /** Markets at the same time. */
  static Known beside(List<Known> markets) {
    Window window = new Window();
    Viewing viewing = new Viewing();
    for (Known each : markets) {
      window.merge(each.window());
      if (each.viewing() != null) {
        viewing.beside(each.viewing());
      }
    }
    return new Known(window, viewing);
  }

  /** How these differ from others, figure by figure. */
  List<Difference> against(Moments base) {
    Known ofBase = base.whole();
    Known ofThese = whole();
    String currency = currency(ofBase, ofThese);
    List<Pair> pairs =
        Arrays.stream(ReportFigure.values())
            .map(
                figure -> {
                  FigureRatio ratio = new FigureRatio(figure, currency);
                  return new Pair(
                      figure,
                      ratio.shown(ofBase),
                      ratio.shown(ofThese),
                      BlockRatio.of(base.ratios(ratio)),
                      BlockRatio.of(ratios(ratio)),
                      ratio.counts());
                })
            .toList();
    return Differences.of(pairs);
  }

  private List<Block> ratios(FigureRatio ratio) {
    return blocks.stream().map(ratio::block).toList();
  }

  /** The one with the most orders on both sides; null when nothing was ordered. */
  private static @Nullable String currency(Known one, Known other) {
    Window both = new Window();
    both.merge(one.window());
    both.merge(other.window());
    Optional<String> most =
        both.sales().entrySet().stream()
            .max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.orders(), b.orders())))
            .map(Map.Entry::getKey);
    return most.orElse(null);
  }
}
