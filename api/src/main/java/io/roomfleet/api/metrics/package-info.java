/** What viewers did, as it comes in, and the figures that are made of it. */
@NullMarked
package io.roomfleet.api.metrics;

import org.jspecify.annotations.NullMarked;
