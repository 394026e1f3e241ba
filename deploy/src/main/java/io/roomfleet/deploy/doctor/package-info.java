/** {@code roomfleet doctor}: looks for what keeps a fleet from working, and says the cure. */
@NullMarked
package io.roomfleet.deploy.doctor;

import org.jspecify.annotations.NullMarked;
