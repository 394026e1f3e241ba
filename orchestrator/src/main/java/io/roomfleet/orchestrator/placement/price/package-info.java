/** What a placement costs, in US dollars for an hour of broadcast. Pure. */
@NullMarked
package io.roomfleet.orchestrator.placement.price;

import org.jspecify.annotations.NullMarked;
