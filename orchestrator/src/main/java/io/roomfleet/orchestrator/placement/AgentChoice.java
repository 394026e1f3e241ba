package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.room.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which agent of a region takes an assignment; {@link AgentSearch} says how it is found.
 *
 * @param agentId the chosen one, null when there is none
 * @param missing what the least short agent was short of, all that is wanted when none was short;
 *     null when one was chosen
 * @param candidates the chosen first, then the others as far as they are listed
 */
public record AgentChoice(
    @Nullable String agentId,
    @Nullable Amount missing,
    String reason,
    List<Candidate> candidates) {}
