/**
 * The people of a session as one picture and one sound.
 *
 * <p>Each seat has a hub, which always brings something, and an ffmpeg that makes raw picture and
 * sound of it. {@code Mixer} takes of each what is due at that moment and puts it together, and one
 * more ffmpeg encodes that into the hub of the mix. So nothing waits for a seat, and whatever
 * changes on the stage changes at the next picture, under an encoder that runs on.
 */
@NullMarked
package io.roomfleet.agent.mix;

import org.jspecify.annotations.NullMarked;
