package io.roomfleet.api.cohost;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the media of a session meets.
 *
 * @param region and {@code agentId}: null while no agent has it
 * @param url below which its people publish and play by browser; null while no agent has it
 * @param relay where the mixed picture and sound can be read; null while no agent has it
 * @param reason why no agent has it; null while one has
 */
public record CohostStage(
    @Nullable String region,
    @Nullable String agentId,
    @Nullable URI url,
    @Nullable URI relay,
    @Nullable String reason) {}
