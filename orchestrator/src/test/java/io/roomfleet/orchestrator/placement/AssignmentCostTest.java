package io.roomfleet.orchestrator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.Rendition;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentCostTest {
  @Test
  void ofALadderIsOneUnitForOneRenditionOf720pAt30() {
    Amount cost = AssignmentCost.ofTranscode(new Ladder(null, List.of(Rendition.P720), 30), 0);
    assertThat(cost.milliUnits()).isEqualTo(1_000);
    assertThat(cost.slots()).isEqualTo(1);
  }

  @Test
  void ofALadderCountsViewersThatComePastTheCdn() {
    Ladder ladder = new Ladder(null, LadderPreset.STANDARD.renditions(), 30);
    long none = AssignmentCost.ofTranscode(ladder, 0).kbps();
    long many = AssignmentCost.ofTranscode(ladder, 1_000).kbps();
    assertThat(many - none).isBetween(20 * 2_628L, 20 * 2_628L * 12 / 10);
  }
}
