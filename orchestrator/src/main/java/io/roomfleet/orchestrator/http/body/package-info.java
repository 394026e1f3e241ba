/** Strict reading of JSON bodies: a small declarative reader, and what each body must look like. */
@NullMarked
package io.roomfleet.orchestrator.http.body;

import org.jspecify.annotations.NullMarked;
