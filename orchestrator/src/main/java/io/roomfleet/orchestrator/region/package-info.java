/**
 * The region ledger: the region's agents, their capacity, every reservation; and the agents'
 * sessions.
 */
@NullMarked
package io.roomfleet.orchestrator.region;

import org.jspecify.annotations.NullMarked;
