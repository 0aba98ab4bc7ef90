package org.lianbao;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTest {

  private final ApplicationModules rooms = ApplicationModules.of(LianbaoApplication.class);

  @Test
  void everyRoomKeepsToItsDoors() {
    rooms.verify();
  }

  @Test
  void writesTheMapOfTheHouse() {
    new Documenter(rooms).writeModulesAsPlantUml();
  }
}
