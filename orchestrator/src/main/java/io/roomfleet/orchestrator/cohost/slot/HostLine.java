package io.roomfleet.orchestrator.cohost.slot;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The line that a room plays, or played before it played the mix of its session.
 *
 * @param region where it is taken in, or was last
 * @param relay where it can be read; null while no agent has it
 */
public record HostLine(String region, @Nullable URI relay) {}
