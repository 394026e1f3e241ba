/** The {@code roomfleet} command. */
@NullMarked
package io.roomfleet.deploy;

import org.jspecify.annotations.NullMarked;
