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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of some time, one part after the other: a broadcast, a part of one, or several.
 * Each block of time is looked at once, when this is made; what is put together of several of these
 * merges their sums and no block again.
 */
final class Moments {
  private final Known whole;
  private final Duration length;
  private final Map<ReportFigure, List<Block>> blocks;

  private Moments(Known whole, Duration length, Map<ReportFigure, List<Block>> blocks) {
    this.whole = whole;
    this.length = length;
    this.blocks = blocks;
  }

  /**
   * Steps put together to blocks of so many.
   *
   * @param currency of orders; null for none
   * @param length of all of them together
   */
  static Moments of(
      List<Known> steps, int stepsInBlock, @Nullable String currency, Duration length) {
    List<Known> merged = new ArrayList<>();
    for (int i = 0; i < steps.size(); i += stepsInBlock) {
      int end = Math.min(steps.size(), i + stepsInBlock);
      merged.add(end - i == 1 ? steps.get(i) : Known.after(steps.subList(i, end)));
    }
    Map<ReportFigure, List<Block>> blocks = new EnumMap<>(ReportFigure.class);
    for (ReportFigure figure : ReportFigure.values()) {
      FigureRatio ratio = new FigureRatio(figure, currency);
      blocks.put(figure, merged.stream().map(ratio::block).toList());
    }
    return new Moments(Known.after(merged), length, blocks);
  }

  /** All of these, one after the other. */
  static Moments of(List<Moments> parts) {
    return of(parts, Known.after(parts.stream().map(part -> part.whole).toList()));
  }

  /** For each of these, all of the others. */
  static List<Moments> rests(List<Moments> parts) {
    List<Known> wholes = rests(parts.stream().map(it -> it.whole).toList(), Known::after);
    List<Moments> rests = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      List<Moments> others = new ArrayList<>(parts);
      others.remove(i);
      rests.add(of(others, wholes.get(i)));
    }
    return rests;
  }

  /**
   * For each of these, all of the others merged. What comes before it and what comes after it are
   * sums that grow from one to the next: sketches merge, and cannot be taken out again.
   */
  static List<Known> rests(List<Known> all, Function<List<Known>, Known> merge) {
    List<Known> before = new ArrayList<>(List.of(merge.apply(List.of())));
    all.forEach(it -> before.add(merge.apply(List.of(before.get(before.size() - 1), it))));
    Known[] rests = new Known[all.size()];
    Known behind = merge.apply(List.of());
    for (int i = all.size() - 1; i >= 0; i--) {
      rests[i] = merge.apply(List.of(before.get(i), behind));
      behind = merge.apply(List.of(all.get(i), behind));
    }
    return List.of(rests);
  }

  private static Moments of(List<Moments> parts, Known whole) {
    Map<ReportFigure, List<Block>> blocks =
        Arrays.stream(ReportFigure.values())
            .collect(
                Collectors.toMap(
                    figure -> figure,
                    figure ->
                        parts.stream().flatMap(part -> part.blocksOf(figure).stream()).toList(),
                    (one, other) -> one,
                    () -> new EnumMap<>(ReportFigure.class)));
    return new Moments(
        whole,
        parts.stream().map(part -> part.length).reduce(Duration.ZERO, Duration::plus),
        blocks);
  }

  Known whole() {
    return whole;
  }

  Duration length() {
    return length;
  }

  Figures figures() {
    return FiguresMapper.figures(whole.window(), length, whole.viewing());
  }

  private List<Block> blocksOf(ReportFigure figure) {
    return Objects.requireNonNull(blocks.get(figure));
  }

  /**
   * How these differ from others, figure by figure.
   *
   * @param currency of orders; null for none
   */
  List<Difference> against(Moments base, @Nullable String currency) {
    return Differences.of(
        Arrays.stream(ReportFigure.values())
            .map(
                figure -> {
                  FigureRatio ratio = new FigureRatio(figure, currency);
                  return new Pair(
                      figure,
                      ratio.shown(base.whole),
                      ratio.shown(whole),
                      BlockRatio.of(base.blocksOf(figure)),
                      BlockRatio.of(blocksOf(figure)),
                      ratio.counts());
                })
            .toList());
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

  /** The currency with the most orders in all of these; null when nothing was ordered. */
  static @Nullable String currency(Stream<Known> all) {
    Map<String, Long> orders =
        all.flatMap(it -> it.window().sales().entrySet().stream())
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey, Collectors.summingLong(it -> it.getValue().orders())));
    return orders.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
