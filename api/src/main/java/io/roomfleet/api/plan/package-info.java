/** What would happen: questions about the fleet, and their answers. */
@NullMarked
package io.roomfleet.api.plan;

import org.jspecify.annotations.NullMarked;
