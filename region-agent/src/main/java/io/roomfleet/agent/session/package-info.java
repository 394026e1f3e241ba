/** The agent's WebSocket session with the control plane. */
@NullMarked
package io.roomfleet.agent.session;

import org.jspecify.annotations.NullMarked;
