/** Rebalances: what moves so that the fleet stands better, and how far that is. */
@NullMarked
package io.roomfleet.api.rebalance;

import org.jspecify.annotations.NullMarked;
