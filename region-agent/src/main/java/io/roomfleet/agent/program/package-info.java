/** What each ladder encodes: one unbroken programme, whichever line feeds it. */
@NullMarked
package io.roomfleet.agent.program;

import org.jspecify.annotations.NullMarked;
