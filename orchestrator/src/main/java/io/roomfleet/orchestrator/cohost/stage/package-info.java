/** Pure: who is where in the picture of a session. */
@NullMarked
package io.roomfleet.orchestrator.cohost.stage;

import org.jspecify.annotations.NullMarked;
