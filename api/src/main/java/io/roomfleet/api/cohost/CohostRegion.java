package io.roomfleet.api.cohost;

/** A part of the picture, in fractions of its width and height from the upper left corner. */
public record CohostRegion(double x, double y, double width, double height) {}
