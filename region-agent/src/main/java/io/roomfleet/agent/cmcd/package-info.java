/** What players say of themselves with their requests: Common Media Client Data, CTA-5004. */
@NullMarked
package io.roomfleet.agent.cmcd;

import org.jspecify.annotations.NullMarked;
