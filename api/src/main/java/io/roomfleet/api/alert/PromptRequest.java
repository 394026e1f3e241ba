package io.roomfleet.api.alert;

/** Asks a host to do something. */
public record PromptRequest(String text) {}
