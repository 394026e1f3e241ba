/**
 * Where the people of a session meet by WebRTC: they publish by WHIP and see each other by WHEP.
 *
 * <p>Janus does the WebRTC, with a room of its VideoRoom for each session; it is a process of this
 * agent, spoken to over the loopback. What somebody publishes it also sends to an ffmpeg, which
 * brings it into the seat's hub.
 */
@NullMarked
package io.roomfleet.agent.stage;

import org.jspecify.annotations.NullMarked;
