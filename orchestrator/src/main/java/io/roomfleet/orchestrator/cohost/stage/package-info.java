/** Pure: where the media of a session meets, and who is where in its picture. */
@NullMarked
package io.roomfleet.orchestrator.cohost.stage;

import org.jspecify.annotations.NullMarked;
