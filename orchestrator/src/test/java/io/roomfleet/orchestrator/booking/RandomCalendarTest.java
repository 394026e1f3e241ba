package io.roomfleet.orchestrator.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of a calendar, with messages that are lost, late and doubled, against what is
 * added up naively, instant by instant.
 */
class RandomCalendarTest {
  private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
  private static final Amount AVAILABLE = new Amount(6_000, 120_000, 12);

  private RegionCalendar calendar = RegionCalendar.empty("eu-west");
  private final Map<String, Long> attempts = new TreeMap<>();
  private final Map<String, Long> withdrawn = new TreeMap<>();
  private final List<CalendarCommand> sent = new ArrayList<>();
  private int marked;
  private int refused;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldNeverHoldMoreThanIsAvailableButWhatIsMarked(long seed) {
    Random random = new Random(seed);
    Instant now = START;
    for (int step = 0; step < 400; step++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(10)));
      int dice = random.nextInt(100);
      if (dice < 45) {
        send(book(random, now), random, now);
      } else if (dice < 60) {
        send(withdraw(random), random, now);
      } else if (dice < 80 && !sent.isEmpty()) {
        deliver(sent.get(random.nextInt(sent.size())), now); // Late, and perhaps once more.
      } else {
        review(now);
      }
      checkUnmarked(now);
      checkPage(now, random);
    }
    assertThat(marked).isPositive();
    assertThat(refused).isPositive();
  }

  private CalendarCommand book(Random random, Instant now) {
    String room = "r" + random.nextInt(6);
    String subRoom = "s" + random.nextInt(4);
    long attempt = attempts.merge(room + "/" + subRoom, 1L, Long::sum);
    Instant from = now.plus(Duration.ofMinutes(random.nextInt(600) - 30));
    Instant to = from.plus(Duration.ofMinutes(1 + random.nextInt(300)));
    Amount need = new Amount(random.nextInt(2_000), random.nextInt(20_000), 1);
    Booking wish = new Booking(room, subRoom, attempt, from, to, need, null);
    return new CalendarCommand.Book(wish, random.nextInt(4) == 0);
  }

  private CalendarCommand withdraw(Random random) {
    String room = "r" + random.nextInt(6);
    String subRoom = "s" + random.nextInt(4);
    long attempt = attempts.getOrDefault(room + "/" + subRoom, 0L);
    return new CalendarCommand.Withdraw(room, subRoom, attempt);
  }

  private void send(CalendarCommand command, Random random, Instant now) {
    sent.add(command);
    if (random.nextInt(5) > 0) {
      deliver(command, now);
    }
  }

  private void deliver(CalendarCommand command, Instant now) {
    if (command instanceof CalendarCommand.Book book) {
      RegionCalendar.Decision decision = calendar.book(book.wish(), book.anyway(), AVAILABLE, now);
      take(decision.events());
      check(book.wish(), decision.word());
      assertThat(calendar.book(book.wish(), book.anyway(), AVAILABLE, now).word())
          .isEqualTo(decision.word());
    } else if (command instanceof CalendarCommand.Withdraw gone) {
      String key = gone.roomId() + "/" + gone.subRoomId();
      take(calendar.withdraw(key, gone.attempt(), now).events());
      withdrawn.merge(key, gone.attempt(), Math::max);
      Booking left = calendar.bookings().get(key);
      assertThat(left == null || left.attempt() > gone.attempt()).isTrue();
    }
  }

  /** Whatever came before: the answer tells what stands. */
  private void check(Booking wish, CalendarWord word) {
    Booking held = calendar.bookings().get(wish.key());
    if (word instanceof CalendarWord.Booked booked && held != null) {
      assertThat(booked.booking()).isEqualTo(held);
      marked += held.missing() == null ? 0 : 1;
    } else if (word instanceof CalendarWord.Refused) {
      refused++;
      assertThat(held == null || held.attempt() < wish.attempt()).isTrue();
    } else if (word instanceof CalendarWord.Late late) {
      assertThat(held.attempt()).isEqualTo(late.newest()).isGreaterThan(wish.attempt());
    }
  }

  private void review(Instant now) {
    for (String key : List.copyOf(calendar.bookings().keySet())) {
      take(calendar.review(key, AVAILABLE, now));
    }
  }

  private void take(List<CalendarEvent> events) {
    events.forEach(event -> calendar = RegionCalendar.apply(calendar, event));
  }

  private void checkUnmarked(Instant now) {
    List<Booking> unmarked =
        calendar.bookings().values().stream().filter(b -> b.missing() == null).toList();
    for (Booking at : unmarked) {
      assertThat(naive(unmarked, at.from()).fitsIn(AVAILABLE))
          .as("%s at %s, looked at %s", unmarked, at.from(), now)
          .isTrue();
    }
  }

  private void checkPage(Instant now, Random random) {
    Duration step = Duration.ofMinutes(5 + random.nextInt(100));
    CalendarPage page =
        CalendarReader.page(calendar, now, now.plus(Duration.ofHours(12)), step, AVAILABLE);
    Collection<Booking> all = calendar.bookings().values();
    for (int i = 0; i < page.buckets().size(); i++) {
      Instant from = page.buckets().get(i).from();
      boolean last = i == page.buckets().size() - 1;
      Instant to = last ? now.plus(Duration.ofHours(12)) : from.plus(step);
      Amount peak = naive(all, from);
      boolean over = !peak.fitsIn(AVAILABLE);
      for (Booking booking : all) {
        if (!booking.from().isBefore(from) && booking.from().isBefore(to)) {
          Amount then = naive(all, booking.from());
          peak = peak.max(then);
          over |= !then.fitsIn(AVAILABLE);
        }
      }
      assertThat(page.buckets().get(i)).isEqualTo(new CalendarPage.Bucket(from, peak, over));
    }
  }

  private static Amount naive(Collection<Booking> bookings, Instant at) {
    Amount sum = Amount.ZERO;
    Set<String> rooms = new HashSet<>();
    for (Booking booking : bookings) {
      if (!booking.from().isAfter(at) && booking.to().isAfter(at)) {
        sum = sum.plus(booking.need());
        if (rooms.add(booking.roomId())) {
          sum = sum.plus(AssignmentCost.ofRelay());
        }
      }
    }
    return sum;
  }

  @Test
  void shouldLookAtTenThousandBookingsInATwinkling() {
    Random random = new Random(7);
    Map<String, Booking> many = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      Instant from = START.plusSeconds(random.nextInt(30 * 86_400));
      Amount need = new Amount(1_000, 5_000, 1);
      Booking booking =
          new Booking("r" + i / 20, "s" + i % 20, 1, from, from.plusSeconds(14_400), need, null);
      many.put(booking.key(), booking);
    }
    RegionCalendar large = new RegionCalendar("eu-west", new TreeMap<>(many));
    Amount available = new Amount(80_000, 10_000_000, 1_000);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long begun = System.nanoTime();
      CalendarPage page =
          CalendarReader.page(
              large, START, START.plus(Duration.ofDays(30)), Duration.ofHours(1), available);
      assertThat(page.buckets()).hasSize(720);
      best = Math.min(best, System.nanoTime() - begun);
    }
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(500));
  }
}
