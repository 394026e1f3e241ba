/** Raw picture and sound with their times, as Matroska, between this program and ffmpeg. */
@NullMarked
package io.roomfleet.agent.mkv;

import org.jspecify.annotations.NullMarked;
