package io.roomfleet.api.agent;

/**
 * The picture that is mixed.
 *
 * @param width pixels, even, 64 to 3840
 * @param height pixels, even, 64 to 2160
 * @param frameRate a second, 10 to 60
 */
public record Canvas(int width, int height, int frameRate) {}
