/** The pool in which rooms find opponents for a PK: its actor, and what people ask of it. */
@NullMarked
package io.roomfleet.orchestrator.cohost.desk;

import org.jspecify.annotations.NullMarked;
