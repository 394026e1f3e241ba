package io.roomfleet.api.room;

/**
 * That an item is on from now.
 *
 * @param itemId one of the agenda
 */
public record AgendaStartRequest(String itemId) {}
