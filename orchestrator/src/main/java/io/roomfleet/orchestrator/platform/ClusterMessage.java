package io.roomfleet.orchestrator.platform;

/** Marks what travels between nodes: CBOR. */
public interface ClusterMessage {}
