package io.roomfleet.deploy.cli;

import picocli.CommandLine.Option;

/** Whether something is shown again when it changes. */
final class WatchOption {
  @Option(names = "--watch", description = "Show it again when it changes, until Ctrl-C.")
  private boolean on;

  /** Without being asked to. */
  static WatchOption always() {
    WatchOption watch = new WatchOption();
    watch.on = true;
    return watch;
  }

  boolean on() {
    return on;
  }
}
