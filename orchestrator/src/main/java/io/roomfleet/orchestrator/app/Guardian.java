package io.roomfleet.orchestrator.app;

import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.booking.AvailableCapacity;
import io.roomfleet.orchestrator.booking.BookingSettings;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarEntity;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.plan.FleetSurveyor;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.platform.ViewProjection;
import io.roomfleet.orchestrator.platform.Views;
import io.roomfleet.orchestrator.rebalance.RebalanceCommand;
import io.roomfleet.orchestrator.rebalance.RebalanceLinks;
import io.roomfleet.orchestrator.rebalance.Rebalancer;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.OrderListener;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionEntity;
import io.roomfleet.orchestrator.region.RegionSummary;
import io.roomfleet.orchestrator.region.Reservation;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomLinks;
import io.roomfleet.orchestrator.room.view.RoomViewFold;
import io.roomfleet.orchestrator.schedule.DueRooms;
import io.roomfleet.orchestrator.schedule.Waker;
import io.roomfleet.orchestrator.steering.RouteListener;
import io.roomfleet.orchestrator.steering.RouteTable;
import io.roomfleet.orchestrator.steering.RouteWord;
import io.roomfleet.orchestrator.subroom.CopyHeard;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import io.roomfleet.orchestrator.subroom.SubRoomEntity;
import io.roomfleet.orchestrator.subroom.SubRoomEvent;
import io.roomfleet.orchestrator.subroom.SubRoomLinks;
import io.roomfleet.orchestrator.subroom.view.SubRoomView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.jspecify.annotations.Nullable;

/** Wires the actors of a node to each other. Decides nothing. */
final class Guardian {
  private static final Duration CALENDARS_AWAKE = Duration.ofSeconds(30);

  private final ClusterSharding sharding;

  private Guardian(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  /** The node's first actor: the sharded entities, and the view of the fleet. */
  static Behavior<Void> create(
      Settings settings,
      InstantSource clock,
      FleetView fleet,
      RouteTable routes,
      FleetMetrics metrics) {
    return Behaviors.setup(
        context -> {
          ClusterSharding sharding = ClusterSharding.get(context.getSystem());
          new Guardian(sharding).initEntities(context, settings, clock, fleet, routes, metrics);
          return Behaviors.empty();
        });
  }

  private void initEntities(
      ActorContext<Void> context,
      Settings settings,
      InstantSource clock,
      FleetView fleet,
      RouteTable routes,
      FleetMetrics metrics) {
    ActorRef<Topic.Command<RouteWord>> routeWords =
        context.spawn(Topic.create(RouteWord.class, "routes"), "route-words");
    ActorRef<Topic.Command<RegionSummary>> summaries =
        context.spawn(Topic.create(RegionSummary.class, "region-summaries"), "region-summaries");
    sharding.init(
        Entity.of(
            RegionEntity.TYPE_KEY,
            entity ->
                RegionEntity.create(
                    entity.getEntityId(),
                    settings.region(),
                    clock,
                    new ToOwners(sharding),
                    summaries)));
    sharding.init(
        Entity.of(
            RoomEntity.TYPE_KEY,
            entity ->
                RoomEntity.create(
                    entity.getEntityId(),
                    entity.getShard(),
                    clock,
                    settings.relays(),
                    fleet,
                    new FromRoom(sharding, metrics))));
    sharding.init(
        Entity.of(
            SubRoomEntity.TYPE_KEY,
            entity ->
                SubRoomEntity.create(
                    entity.getEntityId(),
                    entity.getShard(),
                    clock,
                    settings.subRoom(),
                    fleet,
                    new FromSubRoom(sharding, routeWords))));
    CohostParts.init(sharding, clock, fleet, metrics);
    initCalendars(context, settings, clock, fleet);
    context.spawn(
        RouteListener.create(routes, routeWords, fleet, settings.steering(), clock), "routes");
    context.spawn(
        fleet.listener(summaries, (region, command) -> ledger(sharding, region, command)), "fleet");
  }

  private void initCalendars(
      ActorContext<Void> context, Settings settings, InstantSource clock, FleetView fleet) {
    BookingSettings booking = settings.booking();
    AvailableCapacity available = new AvailableCapacity(fleet, booking.planned());
    sharding.init(
        Entity.of(
            CalendarEntity.TYPE_KEY,
            entity ->
                CalendarEntity.create(
                    entity.getEntityId(),
                    clock,
                    booking.renewal(),
                    available,
                    (roomId, subRoomId, region, word) ->
                        subRoom(
                            sharding,
                            roomId,
                            subRoomId,
                            new SubRoomCommand.CalendarSaid(region, word)))));
    // A calendar looks at its bookings by itself only while it runs: after a node is lost somebody
    // must wake it elsewhere.
    context
        .getSystem()
        .scheduler()
        .scheduleWithFixedDelay(
            CALENDARS_AWAKE,
            CALENDARS_AWAKE,
            () ->
                settings
                    .regions()
                    .keySet()
                    .forEach(region -> calendar(sharding, region, CalendarCommand.Tick.TICK)),
            context.getExecutionContext());
  }

  private static void calendar(ClusterSharding sharding, String region, CalendarCommand command) {
    sharding.entityRefFor(CalendarEntity.TYPE_KEY, region).tell(command);
  }

  /** The processes that run once in the cluster, on whichever node: projections and wakers. */
  static void startDaemons(ActorSystem<?> system, Views views, Instant birth, InstantSource clock) {
    ClusterSharding sharding = ClusterSharding.get(system);
    DueRooms dueRooms = new DueRooms(views);
    ViewProjection.<RoomEvent>start(
        system, "rooms", RoomEntity.TYPE_KEY.name(), birth, new RoomViewFold(views, dueRooms));
    ViewProjection.<SubRoomEvent>start(
        system, "sub-rooms", SubRoomEntity.TYPE_KEY.name(), birth, new SubRoomView(views));
    CohostParts.startDaemons(system, views, birth, clock);
    Waker.start(system, dueRooms, clock, roomId -> room(sharding, roomId, RoomCommand.Wake.WAKE));
  }

  /** The one rebalancer of the cluster; what it answers leads to it, wherever it is. */
  static ActorRef<RebalanceCommand> rebalancer(
      ActorSystem<?> system,
      Settings settings,
      InstantSource clock,
      FleetView fleet,
      FleetSurveyor surveyor,
      Executor worker) {
    RebalanceLinks links = new FromRebalancer(ClusterSharding.get(system), fleet, surveyor);
    return ClusterSingleton.get(system)
        .init(
            SingletonActor.of(
                Rebalancer.create(settings.rebalance(), fleet::policy, clock, links, worker),
                "rebalancer"));
  }

  static void ledger(ClusterSharding sharding, String region, RegionCommand command) {
    sharding.entityRefFor(RegionEntity.TYPE_KEY, region).tell(command);
  }

  private static void room(ClusterSharding sharding, String roomId, RoomCommand command) {
    sharding.entityRefFor(RoomEntity.TYPE_KEY, roomId).tell(command);
  }

  private static void subRoom(
      ClusterSharding sharding, String roomId, String subRoomId, SubRoomCommand command) {
    sharding.entityRefFor(SubRoomEntity.TYPE_KEY, Ids.subRoomKey(roomId, subRoomId)).tell(command);
  }

  /** From a ledger to the rooms and sub-rooms whose orders it holds. */
  private record ToOwners(ClusterSharding sharding) implements OrderListener {
    @Override
    public void tell(Order order, Reservation.Owner owner, String region, LedgerWord word) {
      if (owner == Reservation.Owner.ROOM) {
        room(sharding, order.roomId(), new RoomCommand.LedgerSaid(order.lineId(), region, word));
      } else if (owner == Reservation.Owner.SUB_ROOM) {
        String subRoomId = Objects.requireNonNull(order.subRoomId());
        subRoom(sharding, order.roomId(), subRoomId, new SubRoomCommand.LedgerSaid(region, word));
      } else if (owner == Reservation.Owner.SESSION) {
        CohostParts.says(sharding, order, region, word);
      }
    }
  }

  private record FromRoom(ClusterSharding sharding, FleetMetrics metrics) implements RoomLinks {
    @Override
    public void toLedger(String region, RegionCommand command) {
      ledger(sharding, region, command);
    }

    @Override
    public void toSession(String roomId, SlotWord word) {
      CohostParts.says(sharding, roomId, word);
    }

    @Override
    public void kept(String roomId, String type) {
      metrics.kept(type);
      if (type.equals("room.started")) {
        AlertParts.watch(sharding, roomId);
      }
    }

    @Override
    public void toSubRoom(String roomId, String subRoomId, SubRoomCommand command) {
      subRoom(sharding, roomId, subRoomId, command);
    }
  }

  private record FromSubRoom(
      ClusterSharding sharding, ActorRef<Topic.Command<RouteWord>> routeWords)
      implements SubRoomLinks {
    @Override
    public void toRoutes(RouteWord.SubRoomTold told) {
      routeWords.tell(Topic.publish(told));
      AlertParts.plays(sharding, told);
    }

    @Override
    public void toCalendar(String region, CalendarCommand command) {
      calendar(sharding, region, command);
    }

    @Override
    public void toLedger(String region, RegionCommand command) {
      ledger(sharding, region, command);
    }

    @Override
    public void toRoom(
        String roomId,
        String subRoomId,
        long version,
        SubRoomStatus status,
        List<Report> reports,
        @Nullable List<CopyHeard> copies) {
      room(
          sharding,
          roomId,
          new RoomCommand.SubRoomSays(subRoomId, version, status, reports, copies));
    }
  }

  private record FromRebalancer(ClusterSharding sharding, FleetView fleet, FleetSurveyor surveyor)
      implements RebalanceLinks {
    @Override
    public CompletionStage<FleetSurveyor.Survey> survey() {
      return surveyor.survey();
    }

    @Override
    public List<RegionSnapshot> regions() {
      return fleet.isComplete() ? fleet.regions() : List.of();
    }

    @Override
    public RecipientRef<SubRoomCommand> subRoom(String roomId, String subRoomId) {
      return sharding.entityRefFor(SubRoomEntity.TYPE_KEY, Ids.subRoomKey(roomId, subRoomId));
    }

    @Override
    public RecipientRef<RegionCommand> ledger(String region) {
      return sharding.entityRefFor(RegionEntity.TYPE_KEY, region);
    }
  }
}
