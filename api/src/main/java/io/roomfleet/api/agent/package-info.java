/** The agent protocol: what a region agent and the control plane say to each other. */
@NullMarked
package io.roomfleet.api.agent;

import org.jspecify.annotations.NullMarked;
