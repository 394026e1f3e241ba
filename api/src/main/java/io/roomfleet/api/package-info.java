/** The words that Roomfleet's programs share. */
@NullMarked
package io.roomfleet.api;

import org.jspecify.annotations.NullMarked;
