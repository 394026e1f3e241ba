/**
 * A client of the HTTP API on the JDK's own {@code HttpClient}; JSON is the caller's to provide.
 */
@NullMarked
package io.roomfleet.api.client;

import org.jspecify.annotations.NullMarked;
