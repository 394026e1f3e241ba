/** The endpoints of the API, by what they are about. */
@NullMarked
package io.roomfleet.orchestrator.http.route;

import org.jspecify.annotations.NullMarked;
