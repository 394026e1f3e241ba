/** Live rooms, sub-rooms and their events, as the HTTP API shows them. */
@NullMarked
package io.roomfleet.api.room;

import org.jspecify.annotations.NullMarked;
