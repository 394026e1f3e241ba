/** The web console: static files that use only the public API, and how they are served. */
@NullMarked
package io.roomfleet.orchestrator.console;

import org.jspecify.annotations.NullMarked;
