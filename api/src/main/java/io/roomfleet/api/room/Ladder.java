package io.roomfleet.api.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transcoding ladder. A request names a preset or lists renditions, never both; an answer holds
 * every field but a preset that was not named.
 *
 * @param renditions 1 to 6, each once; answers give them best first
 * @param frameRate frames a second, 10 to 60; null means 30
 */
public record Ladder(
    @Nullable LadderPreset preset,
    @Nullable List<Rendition> renditions,
    @Nullable Integer frameRate) {}
