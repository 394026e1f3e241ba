/** The viewers of each sub-room: whether there are any, and where they are led when it moves. */
@NullMarked
package io.roomfleet.agent.viewer;

import org.jspecify.annotations.NullMarked;
