/** Benchmarks of pure cores on made-up fleets; docs/benchmarks.md has what they measured. */
@NullMarked
package io.roomfleet.benchmarks;

import org.jspecify.annotations.NullMarked;
