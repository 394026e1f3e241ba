/** Asks the calendars for those who plan: the check of what is to be added, and the API's view. */
@NullMarked
package io.roomfleet.orchestrator.booking.desk;

import org.jspecify.annotations.NullMarked;
