package org.lianbao.routing.gate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes into the record what the start has taken and refused, once there is a database. */
@Component
class StartRecord {

  private final ChangeRecord record;
  private final ObjectProvider<TakenAtStart> taken;

  StartRecord(ChangeRecord record, ObjectProvider<TakenAtStart> taken) {
    this.record = record;
    this.taken = taken;
  }

  @EventListener(ApplicationReadyEvent.class)
  void write() {
    taken.ifAvailable(start -> start.changes().forEach(record::write));
  }
}
