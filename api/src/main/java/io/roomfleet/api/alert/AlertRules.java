package io.roomfleet.api.alert;

import java.util.List;

/** All rules: the ready-made ones, then what overrides them. */
public record AlertRules(List<AlertRule> rules) {}
