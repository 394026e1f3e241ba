package io.roomfleet.orchestrator.steering;

import io.roomfleet.api.steering.RouteMatch;
import io.roomfleet.orchestrator.steering.Atlas.Spot;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which sub-room is a viewer's, the best first:
 *
 * <ol>
 *   <li>those that play go before those that do not;
 *   <li>the one whose market is the viewer's country;
 *   <li>one in the viewer's language;
 *   <li>the nearest one, from the largest city of the market's time zone to where the viewer is,
 *       which is the largest city of its country where nobody knows better.
 * </ol>
 *
 * Within each, the nearest. A market that says no country has that of its locale.
 */
record MarketChoice(Atlas atlas) {
  /**
   * A sub-room for a viewer.
   *
   * @param km from the viewer to the market; null when either place is not known
   */
  record Ranked(RouteEntry entry, RouteMatch match, @Nullable Double km) {}

  List<Ranked> rank(Collection<RouteEntry> subRooms, Viewer viewer) {
    Spot spot = spotOf(viewer);
    return subRooms.stream()
        .map(entry -> new Ranked(entry, match(entry.told(), viewer), km(entry.told(), spot)))
        .sorted(
            Comparator.comparing((Ranked ranked) -> !ranked.entry().plays())
                .thenComparing(Ranked::match)
                .thenComparing(Ranked::km, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(ranked -> ranked.entry().told().subRoomId()))
        .toList();
  }

  private RouteMatch match(SubRoomTold told, Viewer viewer) {
    if (told.subRoomId().equals(viewer.subRoomId())) {
      return RouteMatch.ASKED;
    } else if (viewer.country() != null && viewer.country().equals(countryOf(told))) {
      return RouteMatch.COUNTRY;
    } else if (viewer.language() != null && viewer.language().equals(languageOf(told))) {
      return RouteMatch.LANGUAGE;
    }
    return RouteMatch.DISTANCE;
  }

  private @Nullable Spot spotOf(Viewer viewer) {
    if (viewer.spot() != null) {
      return viewer.spot();
    }
    return viewer.country() == null ? null : atlas.country(viewer.country());
  }

  private @Nullable Double km(SubRoomTold told, @Nullable Spot viewer) {
    Spot market = atlas.zone(told.timeZone());
    if (market == null) {
      String country = countryOf(told);
      market = country == null ? null : atlas.country(country);
    }
    return viewer == null || market == null ? null : viewer.km(market);
  }

  /** Of {@code BR}, {@code pt-BR}, or a market in its own words with the locale {@code pt-BR}. */
  @Nullable String countryOf(SubRoomTold told) {
    String market = told.market().substring(told.market().lastIndexOf('-') + 1);
    String country = market.toUpperCase(Locale.ROOT);
    if (country.equals("UK")) {
      return "GB";
    } else if (atlas.knows(country)) {
      return country;
    }
    String region = Locale.forLanguageTag(told.locale()).getCountry();
    return region.isEmpty() ? null : region;
  }

  private static String languageOf(SubRoomTold told) {
    return Locale.forLanguageTag(told.locale()).getLanguage();
  }
}
