package io.roomfleet.deploy;

import io.roomfleet.deploy.cli.AgendaCommand;
import io.roomfleet.deploy.cli.AgentCommand;
import io.roomfleet.deploy.cli.AlertCommand;
import io.roomfleet.deploy.cli.AlertRuleCommand;
import io.roomfleet.deploy.cli.BeaconsCommand;
import io.roomfleet.deploy.cli.CalendarCommand;
import io.roomfleet.deploy.cli.ClusterCommand;
import io.roomfleet.deploy.cli.CohostCommand;
import io.roomfleet.deploy.cli.ExitCode;
import io.roomfleet.deploy.cli.Failures;
import io.roomfleet.deploy.cli.MetricsCommand;
import io.roomfleet.deploy.cli.PlacementCommand;
import io.roomfleet.deploy.cli.PlanCommand;
import io.roomfleet.deploy.cli.RebalanceCommand;
import io.roomfleet.deploy.cli.RegionCommand;
import io.roomfleet.deploy.cli.ReplayCommand;
import io.roomfleet.deploy.cli.ReportCommand;
import io.roomfleet.deploy.cli.RoomCommand;
import io.roomfleet.deploy.cli.RouteCommand;
import io.roomfleet.deploy.cli.SchemaCommand;
import io.roomfleet.deploy.cli.SubRoomCommand;
import io.roomfleet.deploy.cli.Terminal;
import io.roomfleet.deploy.cli.TimelineCommand;
import io.roomfleet.deploy.dev.DevCommand;
import io.roomfleet.deploy.doctor.DoctorCommand;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code roomfleet} command. */
@Command(
    name = "roomfleet",
    mixinStandardHelpOptions = true,
    versionProvider = Roomfleet.Version.class,
    description = "The control plane for live-commerce broadcasts in many markets at once.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:The API refused it, or something on this machine is not as it must be; stderr says what.",
      "2:The command line cannot be understood.",
      "3:No answer from the API.",
      "4:No token, or one that may not do this.",
      "5:There is no such room, sub-room, region, agent or rebalance, or no decision about it yet.",
      "6:The deadline is over, and what was to be emptied is not empty."
    },
    subcommands = {
      DevCommand.class,
      RoomCommand.class,
      SubRoomCommand.class,
      PlacementCommand.class,
      PlanCommand.class,
      RebalanceCommand.class,
      CalendarCommand.class,
      AgendaCommand.class,
      TimelineCommand.class,
      ReplayCommand.class,
      MetricsCommand.class,
      ReportCommand.class,
      RouteCommand.class,
      BeaconsCommand.class,
      CohostCommand.class,
      AlertCommand.class,
      AlertRuleCommand.class,
      RegionCommand.class,
      AgentCommand.class,
      ClusterCommand.class,
      DoctorCommand.class,
      SchemaCommand.class,
      WarmUpCommand.class,
      HelpCommand.class
    })
public final class Roomfleet implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, with what goes wrong told on stderr and by the exit code. */
  static CommandLine commandLine() {
    Terminal terminal = Terminal.ofProcess();
    CommandLine command = new CommandLine(new Roomfleet());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpWidth(Math.max(80, Math.min(terminal.width(), 120)));
    command.setUsageHelpAutoWidth(false);
    command.setExecutionExceptionHandler((e, which, parsed) -> Failures.report(e, terminal));
    command.setParameterExceptionHandler((e, arguments) -> usage(e, terminal));
    addHelp(command);
    return command;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** One line on what is wrong, and where to read more: the whole help would bury it. */
  private static int usage(ParameterException e, Terminal terminal) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    terminal.err().println("roomfleet: " + e.getMessage());
    terminal.err().println("See `" + spec.qualifiedName() + " --help`.");
    return ExitCode.USAGE;
  }

  private static void addHelp(CommandLine command) {
    for (CommandLine sub : command.getSubcommands().values()) {
      if (!(sub.getCommand() instanceof HelpCommand)) {
        sub.getCommandSpec().mixinStandardHelpOptions(true);
        addHelp(sub);
      }
    }
  }

  /** The version that was built. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version =
          Optional.ofNullable(Roomfleet.class.getPackage().getImplementationVersion())
              .orElse("unpacked");
      return new String[] {"roomfleet " + version, "Java " + Runtime.version()};
    }
  }
}
