/** What starting programs on one machine takes: JDKs, ports, and refusals in one plain sentence. */
@NullMarked
package io.roomfleet.deploy.platform;

import org.jspecify.annotations.NullMarked;
