package io.roomfleet.deploy.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationTest {
  @Test
  void oneNumberMeansAllNodesAlike() {
    assertThat(Replication.parse(" 3 ").toCql())
        .isEqualTo("{'class': 'SimpleStrategy', 'replication_factor': 3}");
  }

  @Test
  void dataCentersKeepTheirOrder() {
    assertThat(Replication.parse("eu-west:3,ap:2").toCql())
        .isEqualTo("{'class': 'NetworkTopologyStrategy', 'eu-west': 3, 'ap': 2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "10", "x", "eu:", "eu:3,", "eu:3,eu:2", "e'u:3", ":3", "eu:3;ap:2"})
  void whatIsNeitherIsRefusedWithItsValue(String text) {
    assertThatThrownBy(() -> Replication.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("replication: " + text + " (expected:");
  }
}
