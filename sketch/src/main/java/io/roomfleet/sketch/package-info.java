/**
 * Figures of many things in a few bytes: how many were different, and how they are distributed.
 * Both can be merged, so that what agents count by themselves adds up to one figure.
 */
@NullMarked
package io.roomfleet.sketch;

import org.jspecify.annotations.NullMarked;
