/** What the agent measures of itself and its machine. */
@NullMarked
package io.roomfleet.agent.load;

import org.jspecify.annotations.NullMarked;
