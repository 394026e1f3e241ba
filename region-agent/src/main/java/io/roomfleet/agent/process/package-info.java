/** Child processes under supervision, and the agent's one event loop. */
@NullMarked
package io.roomfleet.agent.process;

import org.jspecify.annotations.NullMarked;
