package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementSettingsTest {
  private static final Instant AT = Instant.parse("2026-11-11T20:00:00Z");

  @TempDir private Path folder;

  private static PlacementPolicy read(String settings) {
    return PlacementSettings.of(
        ConfigFactory.parseString(settings)
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve());
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("list.conf"), text).toString();
  }

  private static double millis(PlacementPolicy policy, String region, String market) {
    return policy.latency().millis(region, ZoneId.of("UTC"), ZoneId.of(market), AT);
  }

  @Test
  void shouldReadWhatReferenceConfHas() {
    RegionSettings region =
        RegionSettings.of(ConfigFactory.parseResources("reference.conf").resolve());
    assertThat(region.policy().balancePrice()).isEqualTo(2);
    assertThat(region.policy().maxViewersPerAgent()).isZero();
    assertThat(region.linger()).isPositive();
  }

  @Test
  void shouldReadLatenciesFromAFileOfHoconOrJson() throws IOException {
    String hocon = file("eu-west { \"Europe/Berlin\" = 25, \"America/Sao_Paulo\" = 190.5 }");
    PlacementPolicy policy = read("roomfleet.placement.latency.file = \"" + hocon + "\"");
    assertThat(millis(policy, "eu-west", "Europe/Berlin")).isEqualTo(25);
    assertThat(millis(policy, "eu-west", "America/Sao_Paulo")).isEqualTo(190.5);
    String json = file("{\"eu-west\": {\"Europe/Berlin\": 31}}");
    policy = read("roomfleet.placement.latency.file = \"" + json + "\"");
    assertThat(millis(policy, "eu-west", "Europe/Berlin")).isEqualTo(31);
  }

  @Test
  void shouldReadPricesFromAFile() throws IOException {
    String file = file("internet { ap-southeast = 0.09 }\nbetween { eu-west { us-east = 0.03 } }");
    PlacementPolicy policy = read("roomfleet.placement.egress.file = \"" + file + "\"");
    assertThat(policy.egress().toViewers("ap-southeast", 1_000_000)).isCloseTo(40.5, within(1e-9));
    assertThat(policy.egress().toViewers("eu-west", 1_000_000)).isCloseTo(22.5, within(1e-9));
    assertThat(policy.egress().intoRegion("eu-west", "us-east", 1_000_000))
        .isCloseTo(13.5, within(1e-9));
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws IOException {
    String missing = folder.resolve("none.conf").toString();
    assertThatThrownBy(() -> read("roomfleet.placement.latency.file = \"" + missing + "\""))
        .hasMessageStartingWith(
            "roomfleet.placement.latency.file: "
                + missing
                + " (expected: a readable file of HOCON or JSON)");
    String zone = file("eu-west { Berlin = 25 }");
    assertThatThrownBy(() -> read("roomfleet.placement.latency.file = \"" + zone + "\""))
        .hasMessage("latency: eu-west.Berlin (expected: an IANA zone, such as Europe/Berlin)");
    String words = file("eu-west { \"Europe/Berlin\" = near }");
    assertThatThrownBy(() -> read("roomfleet.placement.latency.file = \"" + words + "\""))
        .hasMessage("eu-west.Europe/Berlin: near (expected: a number)");
    String flat = file("internet = 3");
    assertThatThrownBy(() -> read("roomfleet.placement.egress.file = \"" + flat + "\""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("internet: 3 (expected: numbers by name)");
  }

  @Test
  void shouldRefuseAWeightThatIsNone() {
    assertThatThrownBy(() -> read("roomfleet.placement.move-price = -1"))
        .hasMessage("move-price: -1.0 (expected: finite, >= 0)");
  }
}
