package io.roomfleet.agent.draw;

import io.roomfleet.api.agent.PkBar;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws names, scores and cards. Where the machine has no means to draw text, without text. */
public final class Painter {
  private static final Logger log = LoggerFactory.getLogger(Painter.class);
  private static final List<Color> TEAMS =
      List.of(
          new Color(0xE0, 0x2D, 0x5C),
          new Color(0x2D, 0x6C, 0xE0),
          new Color(0x1F, 0x9D, 0x55),
          new Color(0xD9, 0x8A, 0x14));
  private static final Color SHADE = new Color(0, 0, 0, 150);
  private static final Color CARD = new Color(0x26, 0x2A, 0x40);

  /** The narrowest part of the bar that a team has, of the whole. */
  private static final double LEAST_SHARE = 0.12;

  private final @Nullable Font font;

  /**
   * @param file a TrueType font
   */
  public Painter(Path file) {
    System.setProperty("java.awt.headless", "true");
    font = font(file);
  }

  private static @Nullable Font font(Path file) {
    try {
      Font read = Font.createFont(Font.TRUETYPE_FONT, file.toFile());
      BufferedImage look = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
      look.createGraphics().getFontMetrics(read.deriveFont(12f)).stringWidth("0");
      return read;
    } catch (IOException | FontFormatException | RuntimeException | LinkageError e) {
      // As on a machine without libfontconfig, or without a single font of its own.
      log.warn("Mixes are without names and scores: no text can be drawn: {}", e.toString());
      return null;
    }
  }

  /** A name, for the lower left corner of a picture that is so wide and high; null for none. */
  public @Nullable Stencil name(String name, Box box) {
    int size = Math.max(11, Math.min(box.height() / 12, 40));
    Font of = named(name, size);
    if (of == null || name.isBlank()) {
      return null;
    }
    int high = size * 3 / 2 + 1 & ~1;
    BufferedImage image = image(box.width(), high);
    Graphics2D to = graphics(image, of);
    String shown = fitting(name, to.getFontMetrics(), box.width() - size);
    int wide = to.getFontMetrics().stringWidth(shown) + size;
    to.setColor(SHADE);
    to.fillRect(0, 0, wide, high);
    text(to, shown, size / 2, high);
    to.dispose();
    return Stencil.of(image.getSubimage(0, 0, Math.min(box.width(), wide + 1 & ~1), high));
  }

  /** What stands in the place of somebody whose picture does not come. */
  public Stencil card(String name, Box box) {
    BufferedImage image = image(box.width(), box.height());
    int size = Math.max(11, Math.min(box.height() / 7, 48));
    Font of = named(name, size);
    Graphics2D to = graphics(image, of);
    to.setColor(CARD);
    to.fillRect(0, 0, box.width(), box.height());
    if (of != null) {
      FontMetrics metrics = to.getFontMetrics();
      String shown = fitting(name.isBlank() ? "…" : name, metrics, box.width() - size);
      to.setColor(Color.WHITE);
      to.drawString(
          shown,
          (box.width() - metrics.stringWidth(shown)) / 2,
          (box.height() + metrics.getAscent() - metrics.getDescent()) / 2);
    }
    to.dispose();
    return Stencil.of(image);
  }

  /**
   * The score and the clock, for the upper edge of a picture.
   *
   * @param seconds that the clock shows
   */
  public Stencil bar(PkBar bar, long seconds, int width, int height) {
    int high = Math.max(18, height / 14) & ~1;
    BufferedImage image = image(width, 2 * high);
    Font of = font == null ? null : font.deriveFont(Font.BOLD, high * 0.55f);
    Graphics2D to = graphics(image, of);
    int left = 0;
    double[] shares = shares(bar);
    for (int i = 0; i < shares.length; i++) {
      int right = i == shares.length - 1 ? width : left + (int) Math.round(shares[i] * width);
      to.setColor(TEAMS.get(i % TEAMS.size()));
      to.fillRect(left, 0, right - left, high);
      if (of != null) {
        team(to, bar, i, left, right, high);
      }
      left = right;
    }
    if (of != null) {
      String clock = "%d:%02d".formatted(seconds / 60, seconds % 60);
      String shown = bar.phase() == PkBar.Phase.SCORING ? clock : "⌛ " + clock;
      if (of.canDisplayUpTo(shown) >= 0) {
        shown = clock;
      }
      int wide = to.getFontMetrics().stringWidth(shown) + high;
      to.setColor(SHADE);
      to.fillRect((width - wide) / 2, high, wide, high);
      to.translate(0, high);
      text(to, shown, (width - wide + high) / 2, high);
    }
    to.dispose();
    return Stencil.of(image);
  }

  private void team(Graphics2D to, PkBar bar, int index, int left, int right, int high) {
    PkBar.Team team = bar.teams().get(index);
    boolean won = bar.winner() != null && bar.winner() == index;
    String points = (won ? "WIN " : "") + team.points();
    int room = right - left - high;
    FontMetrics metrics = to.getFontMetrics();
    String name = fitting(team.name(), metrics, room - metrics.stringWidth(points) - high / 2);
    boolean last = index == bar.teams().size() - 1;
    String shown = last ? points + "  " + name : name + "  " + points;
    shown = fitting(name.isEmpty() ? points : shown, metrics, room + high / 2);
    int at = last ? right - high / 2 - metrics.stringWidth(shown) : left + high / 2;
    text(to, shown, at, high);
  }

  /** How much of the bar each team has: by its points, and none too little to be read. */
  private static double[] shares(PkBar bar) {
    int count = bar.teams().size();
    double[] shares = new double[count];
    double all = 0;
    for (PkBar.Team team : bar.teams()) {
      all += team.points();
    }
    for (int i = 0; i < count; i++) {
      double share = all == 0 ? 1.0 / count : bar.teams().get(i).points() / all;
      shares[i] = LEAST_SHARE + share * (1 - count * LEAST_SHARE);
    }
    return shares;
  }

  /** The agent's own font where it has all the letters, else what the system has for them. */
  private @Nullable Font named(String name, int size) {
    if (font == null) {
      return null;
    }
    Font own = font.deriveFont((float) size);
    return own.canDisplayUpTo(name) < 0 ? own : new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  private static void text(Graphics2D to, String text, int x, int high) {
    FontMetrics metrics = to.getFontMetrics();
    to.setColor(Color.WHITE);
    to.drawString(text, x, (high + metrics.getAscent() - metrics.getDescent()) / 2);
  }

  private static String fitting(String text, FontMetrics metrics, int room) {
    if (metrics.stringWidth(text) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 0 && metrics.stringWidth(text.substring(0, end) + "…") > room) {
      end = text.offsetByCodePoints(end, -1);
    }
    return end == 0 ? "" : text.substring(0, end) + "…";
  }

  private static BufferedImage image(int width, int height) {
    return new BufferedImage(
        Math.max(2, width + 1 & ~1), Math.max(2, height + 1 & ~1), BufferedImage.TYPE_INT_ARGB);
  }

  private static Graphics2D graphics(BufferedImage image, @Nullable Font font) {
    Graphics2D to = image.createGraphics();
    to.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    if (font != null) {
      to.setFont(font);
    }
    return to;
  }
}
