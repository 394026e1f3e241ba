/** Reports: what was different, and whether that is more than noise. */
@NullMarked
package io.roomfleet.api.report;

import org.jspecify.annotations.NullMarked;
