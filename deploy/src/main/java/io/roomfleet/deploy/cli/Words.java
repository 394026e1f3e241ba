package io.roomfleet.deploy.cli;

import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what options say in the words that the API uses. */
final class Words {
  private Words() {}

  /** {@code single-host}. */
  static final class Mode implements ITypeConverter<RoomMode> {
    @Override
    public RoomMode convert(String text) {
      return one(RoomMode.values(), text, "mode");
    }
  }

  /** {@code main:rtmp}, {@code backup:pull:https://example.com/live.m3u8}. */
  static final class LineOption implements ITypeConverter<LineSpec> {
    private static final LineKind[] ASKED =
        EnumSet.complementOf(EnumSet.of(LineKind.STAGE)).toArray(new LineKind[0]);

    @Override
    public LineSpec convert(String text) {
      String[] parts = text.split(":", 3);
      if (parts.length < 2) {
        throw new TypeConversionException("line: " + text + " (expected: ID:KIND, or ID:pull:URL)");
      }
      LineKind kind = one(ASKED, parts[1], "line kind");
      @Nullable URI url = parts.length == 3 ? uri(parts[2]) : null;
      return new LineSpec(parts[0], kind, url);
    }

    private static URI uri(String text) {
      try {
        return URI.create(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("line url: " + text + " (expected: a URL)");
      }
    }
  }

  /**
   * A preset's name, or renditions such as {@code 720p,360p,audio}.
   *
   * @param frameRate null for the server's choice
   */
  static Ladder ladder(String text, @Nullable Integer frameRate) {
    Optional<LadderPreset> preset =
        Arrays.stream(LadderPreset.values())
            .filter(it -> RoomView.lower(it).equals(text.toLowerCase(Locale.ROOT)))
            .findFirst();
    // "audio" is a preset as well as a rendition, and means the same as either.
    if (preset.isPresent()) {
      return new Ladder(preset.get(), null, frameRate);
    }
    List<Rendition> renditions = new ArrayList<>();
    for (String label : text.split(",", -1)) {
      renditions.add(
          Arrays.stream(Rendition.values())
              .filter(it -> it.label().equals(label.strip()))
              .findFirst()
              .orElseThrow(() -> unknownLadder(text)));
    }
    return new Ladder(null, renditions, frameRate);
  }

  private static IllegalArgumentException unknownLadder(String text) {
    return new IllegalArgumentException(
        "ladder: "
            + text
            + " (expected: "
            + Arrays.stream(LadderPreset.values())
                .map(RoomView::lower)
                .collect(Collectors.joining(", "))
            + "; or some of "
            + Arrays.stream(Rendition.values())
                .map(Rendition::label)
                .collect(Collectors.joining(","))
            + ")");
  }

  /** The value of that name, in whatever case and with hyphens. */
  static <E extends Enum<E>> E one(E[] all, String text, String what) {
    for (E value : all) {
      if (RoomView.lower(value).equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw new TypeConversionException(
        what
            + ": "
            + text
            + " (expected: "
            + Arrays.stream(all).map(RoomView::lower).collect(Collectors.joining(", "))
            + ")");
  }
}
