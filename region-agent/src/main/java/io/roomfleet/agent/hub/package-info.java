/**
 * The relay hub: one line of a room, read by any number of encoders and agents.
 *
 * <p>{@link io.roomfleet.agent.hub.RelayHub} is the shell with the lock, the ticker and the
 * readers; {@code Switcher} decides who is on air, {@code Timeline} and {@code TimeMap} say at what
 * time each unit stands in the output, and neither knows a clock.
 */
@NullMarked
package io.roomfleet.agent.hub;

import org.jspecify.annotations.NullMarked;
