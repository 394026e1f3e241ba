package io.roomfleet.api.steering;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a player is told about where to go (draft-pantos-hls-rfc8216bis, 7.2).
 *
 * @param ttlSeconds after which it asks again
 * @param reloadUri where it asks from then on; null for where it did
 * @param priority ids of pathways, the best first
 * @param clones pathways that the player may not know yet; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SteeringManifest(
    @JsonProperty("VERSION") int version,
    @JsonProperty("TTL") long ttlSeconds,
    @JsonProperty("RELOAD-URI") @Nullable String reloadUri,
    @JsonProperty("PATHWAY-PRIORITY") List<String> priority,
    @JsonProperty("PATHWAY-CLONES") @Nullable List<Clone> clones) {

  /** A pathway made of one that the player knows. */
  public record Clone(
      @JsonProperty("BASE-ID") String baseId,
      @JsonProperty("ID") String id,
      @JsonProperty("URI-REPLACEMENT") Replacement replacement) {

    /**
     * @param baseId of a pathway that the player knows
     * @param playlists path of each variant's playlist beside the master playlist there, by stable
     *     id
     */
    public static Clone of(String baseId, Pathway there, Map<String, String> playlists) {
      Map<String, String> uris = new TreeMap<>();
      playlists.forEach((id, path) -> uris.put(id, there.sibling(path).toString()));
      Map<String, String> parameters =
          there.breaks() == 0 ? Map.of() : Map.of(Pathway.BREAKS, String.valueOf(there.breaks()));
      return new Clone(baseId, there.id(), new Replacement(there.host(), parameters, uris));
    }
  }

  /**
   * @param host for players that know no more; it keeps scheme and path
   * @param perVariant whole URLs, which go before it
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Replacement(
      @JsonProperty("HOST") String host,
      @JsonProperty("PARAMS") Map<String, String> parameters,
      @JsonProperty("PER-VARIANT-URIS") Map<String, String> perVariant) {}
}
