/** What happened in a broadcast: replays and timelines. */
@NullMarked
package io.roomfleet.api.history;

import org.jspecify.annotations.NullMarked;
