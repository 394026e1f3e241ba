/** Lines: where their video comes from, and the hub that passes it on. */
@NullMarked
package io.roomfleet.agent.relay;

import org.jspecify.annotations.NullMarked;
