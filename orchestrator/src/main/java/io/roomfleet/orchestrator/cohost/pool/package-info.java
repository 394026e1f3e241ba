/** Pure: rooms that wait for an opponent in a PK, and who meets whom. */
@NullMarked
package io.roomfleet.orchestrator.cohost.pool;

import org.jspecify.annotations.NullMarked;
