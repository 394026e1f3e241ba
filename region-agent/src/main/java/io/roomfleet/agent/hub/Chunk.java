package io.roomfleet.agent.hub;

/**
 * A piece of output: whole transport packets, shared by all readers and never changed.
 *
 * @param key whether a reader can begin here; it then starts with the tables
 * @param counters the continuity counters before it, as {@code TsMuxer.counters()}
 * @param at its decoding time in ticks of the output
 */
@SuppressWarnings("ArrayRecordComponent")
record Chunk(byte[] bytes, boolean key, int counters, long at) {}
