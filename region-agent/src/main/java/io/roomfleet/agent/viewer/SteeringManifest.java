package io.roomfleet.agent.viewer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What players are told about where to go (draft-pantos-hls-rfc8216bis, 7.2): stay here, or go to
 * the place that took over, and ask there from then on.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SteeringManifest(
    @JsonProperty("VERSION") int version,
    @JsonProperty("TTL") long ttlSeconds,
    @JsonProperty("RELOAD-URI") @Nullable String reloadUri,
    @JsonProperty("PATHWAY-PRIORITY") List<String> priority,
    @JsonProperty("PATHWAY-CLONES") @Nullable List<Clone> clones) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Clone(
      @JsonProperty("BASE-ID") String baseId,
      @JsonProperty("ID") String id,
      @JsonProperty("URI-REPLACEMENT") Replacement replacement) {}

  /**
   * @param host for players that know no more; it keeps scheme and path
   * @param perVariant whole URLs, which go before it
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Replacement(
      @JsonProperty("HOST") String host,
      @JsonProperty("PARAMS") Map<String, String> parameters,
      @JsonProperty("PER-VARIANT-URIS") Map<String, String> perVariant) {}

  /** Stay where you are. */
  static SteeringManifest stay(Pathway here, Duration ttl) {
    return new SteeringManifest(1, ttl.toSeconds(), null, List.of(here.id()), null);
  }

  /**
   * Go from {@code here} to {@code there}, whose playlists are made of the ones here.
   *
   * @param playlists path of each variant's playlist beside the master playlist, by stable id
   */
  static SteeringManifest move(
      Pathway here, Pathway there, Map<String, String> playlists, Duration ttl) {
    Map<String, String> uris = new TreeMap<>();
    playlists.forEach((id, path) -> uris.put(id, there.sibling(path).toString()));
    Map<String, String> parameters =
        there.breaks() == 0 ? Map.of() : Map.of(Pathway.BREAKS, String.valueOf(there.breaks()));
    Clone clone = new Clone(here.id(), there.id(), new Replacement(there.host(), parameters, uris));
    return new SteeringManifest(
        1,
        ttl.toSeconds(),
        there.steering().toString(),
        List.of(there.id(), here.id()),
        List.of(clone));
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
