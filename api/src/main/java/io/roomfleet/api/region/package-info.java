/** Regions, agents and the cluster, as the HTTP API shows them. */
@NullMarked
package io.roomfleet.api.region;

import org.jspecify.annotations.NullMarked;
