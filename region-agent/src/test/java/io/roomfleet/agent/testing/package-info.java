/** What several tests use. */
package io.roomfleet.agent.testing;
