/**
 * Who may ask what: principals, the tokens that stand for them, and the guard that tells them
 * apart.
 */
@NullMarked
package io.roomfleet.orchestrator.security;

import org.jspecify.annotations.NullMarked;
