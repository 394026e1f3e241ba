/** MPEG transport streams: taking them apart into whole PES units, and writing them again. */
@NullMarked
package io.roomfleet.agent.ts;

import org.jspecify.annotations.NullMarked;
