/** The client verbs: calls of the HTTP API, shown to people or handed to scripts. */
@NullMarked
package io.roomfleet.deploy.cli;

import org.jspecify.annotations.NullMarked;
