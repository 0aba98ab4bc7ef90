package org.lianbao.journeys;

import java.nio.file.Path;
import java.util.Map;

/**
 * A town, once for all tests, with systems that others wrote: OpenSSH serves heat's files, CXF is
 * the power grid. And its county talks over queues.
 */
final class ForeignTown {

  private static ForeignTown one;

  final Town town;
  final ForeignGrid grid;

  static synchronized ForeignTown open() {
    if (one == null) {
      one = new ForeignTown();
    }
    return one;
  }

  private ForeignTown() {
    grid = new ForeignGrid();
    var sftpPort = Town.freePort();
    town =
        new Town(
            Map.of(
                "county.channel",
                "jms",
                "power.url",
                grid.url(),
                "heat.port",
                Integer.toString(sftpPort),
                "heat.user",
                OpenSsh.USER));
    OpenSsh.start(
        sftpPort,
        Path.of(town.setting("heat", "host-key")),
        Path.of(town.setting("heat", "private-key") + ".pub"),
        town.data().resolve("sandbox/heat-sftp"));
    grid.learn(town.setting("power", "secret"), town.hubUrl().resolve("/callbacks/power"));
  }
}
