package io.roomfleet.orchestrator.booking;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The actor around a region's calendar. Each second it goes on to the next few bookings: it tells
 * their sub-rooms of them, who give back what they do not know, and looks whether there is room by
 * now for those that were booked without. Once round takes {@link BookingSettings#renewal}.
 */
public final class CalendarEntity
    extends EventSourcedBehavior<CalendarCommand, CalendarEvent, RegionCalendar> {
  public static final EntityTypeKey<CalendarCommand> TYPE_KEY =
      EntityTypeKey.create(CalendarCommand.class, "calendar");

  private static final Duration TICK = Duration.ofSeconds(1);

  /** So often marked bookings are looked at, where there are few enough of them. */
  private static final Duration REVIEW = Duration.ofSeconds(5);

  /** So many marked bookings are looked at in a tick: each takes a sweep. */
  private static final int REVIEWED = 10;

  private final TimerScheduler<CalendarCommand> timers;
  private final String region;
  private final InstantSource clock;
  private final Duration renewal;
  private final AvailableCapacity available;
  private final CalendarListener listener;
  private final Rounds told;
  private final Rounds reviewed = new Rounds(REVIEW);

  /** Wires one region's calendar. */
  public static Behavior<CalendarCommand> create(
      String region,
      InstantSource clock,
      Duration renewal,
      AvailableCapacity available,
      CalendarListener listener) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new CalendarEntity(timers, region, clock, renewal, available, listener)));
  }

  private CalendarEntity(
      TimerScheduler<CalendarCommand> timers,
      String region,
      InstantSource clock,
      Duration renewal,
      AvailableCapacity available,
      CalendarListener listener) {
    super(
        PersistenceId.of(TYPE_KEY.name(), region),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.timers = timers;
    this.region = region;
    this.clock = clock;
    this.renewal = renewal;
    this.available = available;
    this.listener = listener;
    this.told = new Rounds(renewal);
  }

  @Override
  public RegionCalendar emptyState() {
    return RegionCalendar.empty(region);
  }

  @Override
  public EventHandler<RegionCalendar, CalendarEvent> eventHandler() {
    return RegionCalendar::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(500, 2);
  }

  @Override
  public SignalHandler<RegionCalendar> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.class,
            (calendar, signal) -> timers.startTimerWithFixedDelay(CalendarCommand.Tick.TICK, TICK))
        .build();
  }

  @Override
  public CommandHandler<CalendarCommand, CalendarEvent, RegionCalendar> commandHandler() {
    return this::onCommand;
  }

  private Effect<CalendarEvent, RegionCalendar> onCommand(
      RegionCalendar calendar, CalendarCommand command) {
    Optional<Amount> has = available.of(region);
    if (command instanceof CalendarCommand.Book book) {
      // Nobody knows what the region has: the sub-room asks again.
      return has.isEmpty() ? Effect().none() : onBook(calendar, book, has.get());
    } else if (command instanceof CalendarCommand.Withdraw withdraw) {
      String key = Ids.subRoomKey(withdraw.roomId(), withdraw.subRoomId());
      return decided(
          calendar.withdraw(key, withdraw.attempt(), clock.instant()),
          withdraw.roomId(),
          withdraw.subRoomId());
    } else if (command instanceof CalendarCommand.Fit fit) {
      fit.replyTo()
          .tell(CalendarReader.fits(calendar, fit.along(), fit.wanted(), has.orElse(null)));
      return Effect().none();
    } else if (command instanceof CalendarCommand.Look look) {
      look.replyTo()
          .tell(
              CalendarReader.page(calendar, look.from(), look.to(), look.step(), has.orElse(null)));
      return Effect().none();
    } else {
      return onTick(calendar, has);
    }
  }

  private Effect<CalendarEvent, RegionCalendar> onBook(
      RegionCalendar calendar, CalendarCommand.Book book, Amount has) {
    Booking wish = book.wish();
    return decided(
        calendar.book(wish, book.anyway(), has, clock.instant()), wish.roomId(), wish.subRoomId());
  }

  private Effect<CalendarEvent, RegionCalendar> decided(
      RegionCalendar.Decision decision, String roomId, String subRoomId) {
    var kept = decision.events().isEmpty() ? Effect().none() : Effect().persist(decision.events());
    return kept.thenRun(
        (RegionCalendar now) -> listener.tell(roomId, subRoomId, region, decision.word()));
  }

  private Effect<CalendarEvent, RegionCalendar> onTick(
      RegionCalendar calendar, Optional<Amount> has) {
    Instant now = clock.instant();
    int count = (int) (calendar.bookings().size() * TICK.toMillis() / renewal.toMillis()) + 1;
    for (Booking booking : told.next(calendar.bookings(), count, booking -> true, now)) {
      if (booking.to().isAfter(now)) {
        tell(booking);
      }
    }
    if (has.isPresent()) {
      for (Booking marked :
          reviewed.next(calendar.bookings(), REVIEWED, booking -> booking.missing() != null, now)) {
        List<CalendarEvent> covered = calendar.review(marked.key(), has.get(), now);
        if (!covered.isEmpty()) {
          return Effect()
              .persist(covered)
              .thenRun((RegionCalendar then) -> tell(marked.with(null)));
        }
      }
    }
    return Effect().none();
  }

  private void tell(Booking booking) {
    listener.tell(booking.roomId(), booking.subRoomId(), region, new CalendarWord.Booked(booking));
  }
}
