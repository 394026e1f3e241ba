/** The Cassandra schema, and how it is applied. */
@NullMarked
package io.roomfleet.deploy.schema;

import org.jspecify.annotations.NullMarked;
