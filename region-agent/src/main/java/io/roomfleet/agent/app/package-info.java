/** Main, settings and wiring of the region agent. */
@NullMarked
package io.roomfleet.agent.app;

import org.jspecify.annotations.NullMarked;
