/** Who watches at this agent, counted from the players' own requests, second by second. */
@NullMarked
package io.roomfleet.agent.audience;

import org.jspecify.annotations.NullMarked;
