/** The media port: HLS, relays and health over HTTP. */
@NullMarked
package io.roomfleet.agent.http;

import org.jspecify.annotations.NullMarked;
