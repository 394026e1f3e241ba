/** Reports: broadcasts, hosts and regions compared, with noise told from difference. */
@NullMarked
package io.roomfleet.orchestrator.history.report;

import org.jspecify.annotations.NullMarked;
