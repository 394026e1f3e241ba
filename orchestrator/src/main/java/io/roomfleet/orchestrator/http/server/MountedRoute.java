package io.roomfleet.orchestrator.http.server;

import org.apache.pekko.http.javadsl.server.Route;

/**
 * A route that another feature brings along, such as the agents' sessions or the console's files.
 * It rejects what is not its own, and guards itself.
 *
 * @param template how its requests are called in metrics, such as {@code
 *     /v1/agents/{agentId}/session}
 */
public record MountedRoute(String template, Route route) {}
