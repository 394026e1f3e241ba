/** Pure: the rounds of a PK, their clock, their scores and their results. */
@NullMarked
package io.roomfleet.orchestrator.cohost.pk;

import org.jspecify.annotations.NullMarked;
