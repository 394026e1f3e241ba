package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.orchestrator.alert.rule.Finding;
import io.roomfleet.orchestrator.alert.rule.ReadyRules;
import org.jspecify.annotations.Nullable;

/** What a host can do about a finding, in words; of most there is nothing. */
final class HostWords {
  private HostWords() {}

  static @Nullable String of(Finding finding) {
    String where =
        finding.cause() == AlertCause.MARKET ? " in " + String.join(", ", finding.subRooms()) : "";
    boolean source = finding.cause() == AlertCause.SOURCE;
    return switch (finding.ruleId()) {
      case ReadyRules.INPUT_LOST ->
          "Viewers see a slate: your picture does not arrive. Check the encoder and its network.";
      case ReadyRules.SILENCE -> source ? "Nobody hears you: check your microphone." : null;
      case ReadyRules.BLACK -> source ? "Your picture is black: check the camera." : null;
      case ReadyRules.FROZEN ->
          source ? "Your picture stands still: check the camera and the encoder." : null;
      case ReadyRules.AV_OFFSET -> "Sound and picture are apart: check the delay of the sound.";
      case ReadyRules.HOST_LOSS ->
          finding.subject().id()
              + " comes in broken, since packets are lost: a cable helps, or a place nearer to the router.";
      case ReadyRules.STALL_RATIO ->
          source
              ? "The picture stalls for viewers in all markets. Say that you know, and check your network."
              : null;
      case ReadyRules.COMPLAINTS ->
          "Viewers complain" + where + ": look at the comments, and ask what they see and hear.";
      case ReadyRules.VIEWERS_DROPPING ->
          "Viewers leave"
              + where
              + ", and nothing is wrong with the picture: go on to the next topic.";
      case ReadyRules.CONVERSION_SURGING -> "Orders surge" + where + ": hold this product.";
      case ReadyRules.CONVERSION_DROPPING ->
          "Orders drop" + where + ": say price and stock again, or go on to the next product.";
      default -> null;
    };
  }
}
