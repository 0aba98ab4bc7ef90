package org.lianbao.alerts;

import java.time.Instant;
import java.util.List;

/**
 * Looks for trouble of its kind. A room that can see something wrong offers a bean of this type; it
 * tells all that is wrong at the moment it is asked, so an alert clears itself when its trouble is
 * no longer told.
 */
public interface Watch {

  /** All troubles of this watch at {@code now}; asked about once a minute, by one hub at a time. */
  List<Trouble> troubles(Instant now);
}
