package io.roomfleet.orchestrator.alert.rule;

/** What was seen and what was expected, as people say it. */
final class Words {
  private Words() {}

  static String value(Rule rule, double value) {
    return rule.kind() == Rule.Kind.ABSENT
        ? String.format(java.util.Locale.ROOT, "nothing heard for %.0f s", value)
        : rule.metric().inWords(value);
  }

  static String expected(Rule rule, double expected) {
    String said = rule.metric().inWords(expected);
    return switch (rule.kind()) {
      case ABOVE -> "below " + rule.metric().inWords(rule.threshold());
      case ABSENT ->
          String.format(java.util.Locale.ROOT, "figures within %.0f s", rule.threshold());
      case BESIDE -> "about " + said + ", as in the other markets";
      case FALLS, FEWER, MORE -> "about " + said + ", as before";
    };
  }
}
