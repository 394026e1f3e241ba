package io.roomfleet.api.alert;

import java.util.List;

/** A room's prompts, newest first. */
public record Prompts(String roomId, List<Prompt> prompts) {}
