/**
 * Co-host (connection-mic) and PK sessions: hosts of several rooms, and viewers who come up, meet,
 * are mixed, compete, and part.
 */
@NullMarked
package io.roomfleet.orchestrator.cohost;

import org.jspecify.annotations.NullMarked;
