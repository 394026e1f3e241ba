/**
 * Capacity booked ahead: the calendar of each region, in which sub-rooms book what they will take
 * before their time comes.
 */
@NullMarked
package io.roomfleet.orchestrator.booking;

import org.jspecify.annotations.NullMarked;
