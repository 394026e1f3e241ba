/** Alerts, the rules that raise them, and what a host is prompted to do. */
@NullMarked
package io.roomfleet.api.alert;

import org.jspecify.annotations.NullMarked;
