package org.lianbao.console;

import org.springframework.context.annotation.Bean;

/** This room with its two ports kept in memory. No component of any scan. */
@RoomOnAServer
class ConsoleTestApp {

  @Bean
  static Shelf shelf() {
    var shelf = new Shelf();
    shelf.add("water", "濮阳县供水公司", "Puyang County Water", "W", "utility:WATER");
    shelf.add("power", "濮阳县供电公司", "Puyang County Power", "E", "utility:POWER");
    shelf.add("gas", "濮阳县燃气公司", "Puyang County Gas", "G", "utility:GAS");
    shelf.add("heat", "濮阳县热力公司", "Puyang County Heat", "H", "utility:HEAT");
    shelf.add("county", "县审批系统", "County approval system", "GG", "upstream");
    return shelf;
  }
}
