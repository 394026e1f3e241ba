package io.roomfleet.deploy.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check what was looked at, in a word or two
 * @param text what was found
 * @param cure what to do about it, null when nothing needs to be done
 */
record Finding(String check, Verdict verdict, String text, @Nullable String cure) {
  enum Verdict {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String check, String text) {
    return new Finding(check, Verdict.OK, text, null);
  }

  static Finding warn(String check, String text, String cure) {
    return new Finding(check, Verdict.WARN, text, cure);
  }

  static Finding fail(String check, String text, String cure) {
    return new Finding(check, Verdict.FAIL, text, cure);
  }
}
