package io.roomfleet.orchestrator.placement;

/** Why a candidate cannot take an assignment, in the order in which it is looked at. */
enum Exclusion {
  UNHEARD("not heard"),
  DRAINING("draining"),
  UNASKED("not the agent asked for"),
  HOLDS_IT("with it already"),
  CROWDED("with too many viewers of the room"),
  UNABLE("without the ability"),
  OTHER_LINE("with another line of the room"),
  SHORT("without enough left"),
  LEFT("to be left"),
  UNWANTED("not the wanted region"),
  OUTSIDE("not among the allowed regions"),
  NO_AGENT("without an agent that can take it");

  private final String words;

  Exclusion(String words) {
    this.words = words;
  }

  /** As said of many: {@code 3 draining}. */
  String words() {
    return words;
  }
}
