/** Co-host and PK sessions, as the API shows them. */
@NullMarked
package io.roomfleet.api.cohost;

import org.jspecify.annotations.NullMarked;
