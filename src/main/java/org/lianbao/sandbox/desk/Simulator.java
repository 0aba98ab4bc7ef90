package org.lianbao.sandbox.desk;

import java.util.List;
import org.lianbao.sandbox.web.WebDoor;

/** The system of one organisation that takes the hub's orders. */
public interface Simulator extends AutoCloseable {

  /** Its slug; its journal and its admin pages have the same name. */
  String name();

  /** Opens its addresses and goes on with the work at hand. */
  void start(WebDoor door);

  /** The orders it holds, oldest first. */
  List<OrderView> orders();
}
