package io.roomfleet.api.region;

import java.time.Instant;
import java.util.List;

/**
 * Agents, by region and id.
 *
 * @param unanswered regions whose ledger did not answer in time, so that their agents are missing
 *     here
 */
public record AgentList(List<AgentView> agents, List<String> unanswered, Instant asOf) {}
