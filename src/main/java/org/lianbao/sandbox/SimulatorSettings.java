package org.lianbao.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the simulators listen and whom they talk to.
 *
 * @param data the hub's data directory: credentials are read there, journals kept in {@code
 *     sandbox/} below it
 * @param httpPort for the county, water, power and the admin pages; 0 takes any free one
 * @param sftpPort for heat; 0 takes any free one
 * @param dbPort for the databases of the approval department and of a county that exchanges tables;
 *     0 takes any free one, {@link #NONE} leaves that department out
 * @param hubUrl the hub's address without a path
 * @param brokerUrl the hub's broker as Artemis writes it, such as {@code tcp://127.0.0.1:61616}
 * @param pace the time between two steps of an order, more than zero
 */
public record SimulatorSettings(
    Path data,
    int httpPort,
    int sftpPort,
    int dbPort,
    URI hubUrl,
    String brokerUrl,
    Duration pace) {

  /** Leaves out whatever would listen there. */
  public static final int NONE = -1;

  public SimulatorSettings {
    if (pace.isZero() || pace.isNegative()) {
      throw new IllegalArgumentException("the pace must be more than zero");
    }
  }
}
