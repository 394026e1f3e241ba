/** What three or more features use: serialization marks, tags, ids. */
@NullMarked
package io.roomfleet.orchestrator.platform;

import org.jspecify.annotations.NullMarked;
