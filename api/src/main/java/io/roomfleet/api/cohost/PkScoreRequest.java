package io.roomfleet.api.cohost;

import java.util.List;

/** Points to count, all or none. */
public record PkScoreRequest(List<PkScore> scores) {}
