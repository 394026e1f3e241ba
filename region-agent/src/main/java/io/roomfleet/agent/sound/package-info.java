/** Sound in memory: levelled and summed. Times and rates are those of 48 kHz stereo. */
@NullMarked
package io.roomfleet.agent.sound;

import org.jspecify.annotations.NullMarked;
