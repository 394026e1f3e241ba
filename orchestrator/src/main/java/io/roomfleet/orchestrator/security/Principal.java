package io.roomfleet.orchestrator.security;

/** Whom a token stands for. */
public sealed interface Principal {

  /** As events and logs tell it, such as {@code token:admin}. */
  String name();

  /** The owner of the API token: may do everything that people and scripts do. */
  record Admin() implements Principal {
    @Override
    public String name() {
      return "token:admin";
    }
  }

  /** The agents of one region: may open agent sessions in that region, and nothing else. */
  record AgentsOf(String region) implements Principal {
    @Override
    public String name() {
      return "token:agents-of-" + region;
    }
  }
}
