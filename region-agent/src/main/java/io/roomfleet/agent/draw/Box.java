package io.roomfleet.agent.draw;

import io.roomfleet.api.agent.Seat;

/** A part of a picture in pixels, all of them even. */
public record Box(int x, int y, int width, int height) {
  private static final int LEAST = 16;

  /** That of {@code place} in a picture of so many pixels; 16 wide and high at least. */
  public static Box of(Seat.Place place, int width, int height) {
    int left = Math.min(even(place.x() * width), width - LEAST);
    int top = Math.min(even(place.y() * height), height - LEAST);
    int right = Math.min(width, even((place.x() + place.width()) * width));
    int bottom = Math.min(height, even((place.y() + place.height()) * height));
    return new Box(left, top, Math.max(LEAST, right - left), Math.max(LEAST, bottom - top));
  }

  private static int even(double value) {
    return 2 * (int) Math.round(value / 2);
  }
}
