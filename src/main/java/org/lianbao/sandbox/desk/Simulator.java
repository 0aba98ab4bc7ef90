package org.lianbao.sandbox.desk;

import java.util.List;
import java.util.Optional;
import org.lianbao.sandbox.desk.Notices.Notice;
import org.lianbao.sandbox.fault.Faulty;
import org.lianbao.sandbox.web.WebDoor;

/** The system of one organisation that takes the hub's orders. */
public interface Simulator extends AutoCloseable, Faulty {

  /** Its slug; its journal and its admin pages have the same name. */
  @Override
  String name();

  /** Opens its addresses and goes on with the work at hand. */
  void start(WebDoor door);

  /** The orders it holds, oldest first. */
  List<OrderView> orders();

  /** What it was told beside its orders, oldest first. */
  default List<Notice> notices() {
    return List.of();
  }

  /**
   * The message that brought an order, as it came, or opened where it came sealed; nothing if it is
   * not kept.
   */
  default Optional<byte[]> received(String orderNo) {
    return Optional.empty();
  }
}
