package io.roomfleet.orchestrator.alert.rule;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a room stands at a moment: what its figures are joined by.
 *
 * @param live whether it is on air; before and after, nothing is wrong with it
 * @param closing whether it is about to end: then viewers may leave
 * @param lineId the active line; null when that is unknown
 * @param lineAgent who takes it in
 * @param agendaItem what is on, in words
 * @param stage who of the room is on the stage of its session, by browser
 */
public record Layout(
    boolean live,
    boolean closing,
    String roomId,
    @Nullable String lineId,
    @Nullable String lineAgent,
    @Nullable String agendaItem,
    List<Market> markets,
    List<Person> stage) {

  /** Of a room with nobody on a stage. */
  public Layout(
      boolean live,
      boolean closing,
      String roomId,
      @Nullable String lineId,
      @Nullable String lineAgent,
      @Nullable String agendaItem,
      List<Market> markets) {
    this(live, closing, roomId, lineId, lineAgent, agendaItem, markets, List.of());
  }

  /**
   * A sub-room that is to play.
   *
   * @param region and {@code agentId}: where it runs; null while nowhere
   * @param left why it left the line of its room by itself, in words; null while it did not
   */
  public record Market(
      String subRoomId, @Nullable String region, @Nullable String agentId, @Nullable String left) {
    /** One that plays the line of its room, or what it was told to. */
    public Market(String subRoomId, @Nullable String region, @Nullable String agentId) {
      this(subRoomId, region, agentId, null);
    }
  }

  /**
   * One who is on the stage of a session.
   *
   * @param name in words, with who that is, such as {@code host Anna}
   * @param at where the stage is, in words; null while that is unknown
   */
  public record Person(String seatId, String name, @Nullable String at) {
    /** One of whom no more is known. */
    public static Person unknown(String seatId) {
      return new Person(seatId, seatId, null);
    }
  }

  @Nullable Person person(String seatId) {
    return stage.stream().filter(it -> it.seatId().equals(seatId)).findFirst().orElse(null);
  }

  @Nullable Market market(String subRoomId) {
    for (Market market : markets) {
      if (market.subRoomId().equals(subRoomId)) {
        return market;
      }
    }
    return null;
  }

  /** The regions of some sub-rooms. */
  List<String> regionsOf(List<String> subRooms) {
    return subRooms.stream()
        .map(this::market)
        .map(market -> market == null ? null : market.region())
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .distinct()
        .sorted()
        .toList();
  }

  List<String> inRegion(String region) {
    return markets.stream()
        .filter(market -> region.equals(market.region()))
        .map(Market::subRoomId)
        .toList();
  }

  List<String> onAgent(String agentId) {
    return markets.stream()
        .filter(market -> agentId.equals(market.agentId()))
        .map(Market::subRoomId)
        .toList();
  }
}
