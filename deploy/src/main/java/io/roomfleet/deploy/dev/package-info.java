/** {@code roomfleet dev}: a whole fleet on one machine, as child processes. */
@NullMarked
package io.roomfleet.deploy.dev;

import org.jspecify.annotations.NullMarked;
