/** The ffmpeg programs, and the command lines that the agent runs with them. */
@NullMarked
package io.roomfleet.agent.ffmpeg;

import org.jspecify.annotations.NullMarked;
