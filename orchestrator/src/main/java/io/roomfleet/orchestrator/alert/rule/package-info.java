/** Pure: from figures to what is wrong, and the likely cause. No clock, no actors. */
@NullMarked
package io.roomfleet.orchestrator.alert.rule;

import org.jspecify.annotations.NullMarked;
