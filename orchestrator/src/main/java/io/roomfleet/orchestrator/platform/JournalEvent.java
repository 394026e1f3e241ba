package io.roomfleet.orchestrator.platform;

/**
 * Marks what is kept in the journal: JSON, so that it can be read in {@code cqlsh}. Its class name
 * is part of the journal.
 */
public interface JournalEvent {}
