package io.roomfleet.orchestrator.alert.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rules said of a made-up evening, held against what was planted in it. */
public final class EveningScore {
  private static final int LATE = 150;

  private final List<String> mistakes = new ArrayList<>();
  private final List<Integer> delays = new ArrayList<>();
  private int planted;
  private int found;
  private int raised;
  private int causes;
  private int reraised;
  private int openAtEnd;

  /** Plays an evening. */
  public void play(MadeUpEvening evening, String name) {
    AlertEngine engine = new AlertEngine(AlertEngine.RuleSource.READY);
    Set<String> open = new HashSet<>();
    Map<Fault, Finding> said = new HashMap<>();
    Set<String> before = new HashSet<>();
    for (int second = 0; second < evening.seconds(); second++) {
      evening.second(second, engine::take);
      List<Finding> findings = engine.findings(MadeUpEvening.at(second), evening.layout(), open);
      Set<String> now = new HashSet<>();
      for (Finding finding : findings) {
        now.add(finding.key());
        if (!open.contains(finding.key())) {
          raised(evening, name, second, finding, said);
          if (!before.add(second / 400 + finding.key())) {
            reraised++;
          }
        }
      }
      open = now;
    }
    openAtEnd += open.size();
    planted += evening.faults().size();
    found += said.size();
    for (Fault fault : evening.faults()) {
      Finding finding = said.get(fault);
      if (finding == null) {
        mistakes.add(name + ": not found: " + fault);
      } else if (finding.cause() != fault.cause()) {
        mistakes.add(
            name + ": cause of " + fault + ": " + finding.cause() + " " + finding.causeText());
      } else {
        causes++;
      }
    }
  }

  private void raised(
      MadeUpEvening evening, String name, int second, Finding finding, Map<Fault, Finding> said) {
    raised++;
    for (Fault fault : evening.faults()) {
      if (!said.containsKey(fault)
          && fault.rules().contains(finding.ruleId())
          && fault.kind() == finding.subject().kind()
          && fault.subRooms().containsAll(finding.subRooms())
          && second >= fault.from()
          && second < Math.max(fault.to(), fault.from() + LATE)) {
        said.put(fault, finding);
        delays.add(second - fault.from());
        return;
      }
    }
    mistakes.add(
        name
            + ": false at "
            + second
            + ": "
            + finding.key()
            + " "
            + finding.value()
            + " for "
            + finding.expected()
            + "; "
            + evening.faults().stream()
                .filter(f -> second >= f.from() && second < f.to() + 300)
                .toList());
  }

  public int planted() {
    return planted;
  }

  public int found() {
    return found;
  }

  public int raised() {
    return raised;
  }

  /** Those of {@link #found} whose cause was named rightly. */
  public int causes() {
    return causes;
  }

  /** How often the same was raised again within some minutes. */
  public int reraised() {
    return reraised;
  }

  public int openAtEnd() {
    return openAtEnd;
  }

  public double precision() {
    return raised == 0 ? 1 : (double) found / raised;
  }

  public double recall() {
    return planted == 0 ? 1 : (double) found / planted;
  }

  /** Of those found, seconds from the fault's beginning. */
  public int delay(double quantile) {
    List<Integer> sorted = delays.stream().sorted().toList();
    return sorted.isEmpty()
        ? 0
        : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(quantile * sorted.size())));
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
