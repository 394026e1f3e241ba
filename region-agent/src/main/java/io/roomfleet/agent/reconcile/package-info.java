/** Brings what runs to what is desired, and says how far it is. */
@NullMarked
package io.roomfleet.agent.reconcile;

import org.jspecify.annotations.NullMarked;
