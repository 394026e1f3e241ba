/** Pictures in memory: put together, with names and scores drawn over them. */
@NullMarked
package io.roomfleet.agent.draw;

import org.jspecify.annotations.NullMarked;
