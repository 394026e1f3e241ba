/** A real Cassandra as a child process, for one machine. */
@NullMarked
package io.roomfleet.deploy.cassandra;

import org.jspecify.annotations.NullMarked;
