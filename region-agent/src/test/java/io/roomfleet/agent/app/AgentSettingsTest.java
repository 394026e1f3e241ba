package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSettingsTest {
  private static AgentSettings settings(String... pairs) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "roomfleet.agent.id", "a1",
                "roomfleet.agent.region", "eu-west",
                "roomfleet.agent.join-token", "very-secret-token"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put("roomfleet.agent." + pairs[i], pairs[i + 1]);
    }
    return AgentSettings.from(ConfigFactory.parseMap(values).withFallback(ConfigFactory.load()));
  }

  @Test
  void theDefaultsAreThoseOfReferenceConf() {
    AgentSettings settings = settings();
    assertThat(settings.mediaPort()).isEqualTo(8090);
    assertThat(settings.firstIngestPort()).isEqualTo(20000);
    assertThat(settings.lastIngestPort()).isEqualTo(20019);
    assertThat(settings.fallback().after()).hasSeconds(1);
    assertThat(settings.fallback().back()).hasSeconds(10);
    assertThat(settings.capacity().transcodeUnits())
        .isEqualTo(2.0 * Runtime.getRuntime().availableProcessors());
    assertThat(settings.toString()).doesNotContain("very-secret-token");
  }

  @Test
  void controlUrlsAreAList() {
    assertThat(settings("control-urls", "http://a:1, https://b/x").controlUrls()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "id, '', ROOMFLEET_AGENT_ID",
    "id, a/b, ROOMFLEET_AGENT_ID",
    "region, '', ROOMFLEET_REGION",
    "join-token, '', ROOMFLEET_JOIN_TOKEN",
    "control-urls, '', ROOMFLEET_CONTROL_URLS",
    "control-urls, 'ftp://x', ROOMFLEET_CONTROL_URLS",
    "media.port, 70000, ROOMFLEET_MEDIA_PORT",
    "media.url, nonsense, ROOMFLEET_MEDIA_URL",
    "ingest.ports, 20000, ROOMFLEET_INGEST_PORTS",
    "upstream.fallback-after, 0s, upstream.fallback-after",
    "upstream.back-after, -1s, upstream.back-after",
    "capacity.transcode-units, many, ROOMFLEET_CAPACITY_TRANSCODE_UNITS",
    "capacity.transcode-units, -1, transcodeUnits",
    "picture.width, 641, picture"
  })
  void aSettingThatCannotBeUsedIsNamed(String key, String value, String named) {
    assertThatThrownBy(() -> settings(key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .message()
        .containsAnyOf("expected", "not set");
  }
}
