package io.roomfleet.orchestrator.alert.rule;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Values of the last while with their weights, as many as fit. */
final class Recent {
  private record Value(long at, double value, double weight) {}

  private final Deque<Value> values = new ArrayDeque<>();
  private final long span;
  private final int most;

  /**
   * @param span how long values are kept, milliseconds
   */
  Recent(long span, int most) {
    this.span = span;
    this.most = most;
  }

  void add(long at, double value, double weight) {
    values.addLast(new Value(at, value, weight));
    forget(at - span);
    if (values.size() > most) {
      values.removeFirst();
    }
  }

  void forget(long before) {
    while (!values.isEmpty() && values.getFirst().at() <= before) {
      values.removeFirst();
    }
  }

  /** Gives those that are old to another one. */
  void drain(long before, Recent older) {
    while (!values.isEmpty() && values.getFirst().at() <= before) {
      Value oldest = values.removeFirst();
      older.add(oldest.at(), oldest.value(), oldest.weight());
    }
  }

  void clear() {
    values.clear();
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  int size() {
    return values.size();
  }

  double weight() {
    return values.stream().mapToDouble(Value::weight).sum();
  }

  double sum() {
    return values.stream().mapToDouble(Value::value).sum();
  }

  /** Each value counts by its weight; 0 when nothing has any. */
  double mean() {
    double weight = weight();
    return weight == 0
        ? 0
        : values.stream().mapToDouble(it -> it.value() * it.weight()).sum() / weight;
  }

  /** 0 when there are none. */
  double median() {
    return median(values.stream().mapToDouble(Value::value).toArray());
  }

  /** The median of the rates, value by weight, of so many values in a row each. */
  double medianRate(int inARow) {
    double[] rates = new double[(values.size() + inARow - 1) / inARow];
    double value = 0;
    double weight = 0;
    int at = 0;
    for (Value one : values) {
      value += one.value();
      weight += one.weight();
      if (++at % inARow == 0 || at == values.size()) {
        rates[(at - 1) / inARow] = weight == 0 ? 0 : value / weight;
        value = 0;
        weight = 0;
      }
    }
    return median(rates);
  }

  /** Median distance from a value, as the standard deviation that a normal distribution had. */
  double spread(double from) {
    return 1.4826
        * median(values.stream().mapToDouble(it -> Math.abs(it.value() - from)).toArray());
  }

  static double median(double[] numbers) {
    if (numbers.length == 0) {
      return 0;
    }
    Arrays.sort(numbers);
    int middle = numbers.length / 2;
    return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
  }
}
