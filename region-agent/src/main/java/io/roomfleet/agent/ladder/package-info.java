/** Transcoding ladders: one encoder process a sub-room, and the HLS folder it fills. */
@NullMarked
package io.roomfleet.agent.ladder;

import org.jspecify.annotations.NullMarked;
