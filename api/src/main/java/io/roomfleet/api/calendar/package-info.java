/** Capacity booked ahead, by region and time. */
@NullMarked
package io.roomfleet.api.calendar;

import org.jspecify.annotations.NullMarked;
