package org.lianbao.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianbao.sandbox.approval.ApprovalDepartment;
import org.lianbao.sandbox.bureau.DataBureau;
import org.lianbao.sandbox.county.CountyKey;
import org.lianbao.sandbox.county.CountyPost;
import org.lianbao.sandbox.county.CountySignature;
import org.lianbao.sandbox.county.CountySystem;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.exchange.ExchangeServer;
import org.lianbao.sandbox.fault.FaultBoard;
import org.lianbao.sandbox.gas.GasCompany;
import org.lianbao.sandbox.heat.HeatCompany;
import org.lianbao.sandbox.housing.HousingAuthority;
import org.lianbao.sandbox.keys.Credentials;
import org.lianbao.sandbox.keys.CredentialsFile;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.power.PowerGrid;
import org.lianbao.sandbox.scenario.Playbook;
import org.lianbao.sandbox.traffic.TrafficPolice;
import org.lianbao.sandbox.urban.UrbanBureau;
import org.lianbao.sandbox.water.WaterCompany;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The county system and everybody who takes the hub's orders, running in this process. */
public final class Simulators implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Simulators.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<Needs> NEEDS =
      List.of(
          CountyKey.NEEDS,
          WaterCompany.NEEDS,
          PowerGrid.NEEDS,
          GasCompany.NEEDS,
          HeatCompany.NEEDS,
          ApprovalDepartment.NEEDS,
          UrbanBureau.NEEDS,
          TrafficPolice.NEEDS,
          HousingAuthority.NEEDS,
          DataBureau.NEEDS);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final WebDoor door;
  private final HeatCompany heat;
  private final FaultBoard faults;
  private final Playbook scenarios;

  private Simulators(SimulatorSettings settings, Credentials agreed) throws IOException {
    try {
      var directory = Files.createDirectories(settings.data().resolve("sandbox"));
      var pace = settings.pace();
      own(lock(directory));
      door = own(WebDoor.bind(settings.httpPort()));
      var exchange = exchange(directory, settings);
      var county =
          own(
              new CountySystem(
                  directory,
                  agreed.with("county"),
                  settings.hubUrl(),
                  settings.brokerUrl(),
                  exchange));
      scenarios = own(playbook(directory, settings, agreed, county));
      heat = new HeatCompany(directory, agreed.with("heat"), pace, settings.sftpPort(), scenarios);
      own(heat);
      var approval = approval(directory, settings, agreed, exchange);
      List<Simulator> others =
          List.of(
              own(new WaterCompany(directory, agreed.with("water"), pace, scenarios)),
              own(
                  new PowerGrid(
                      directory, agreed.with("power"), pace, settings.hubUrl(), scenarios)),
              own(
                  new GasCompany(
                      directory, agreed.with("gas"), pace, settings.brokerUrl(), scenarios)),
              heat,
              own(
                  new UrbanBureau(
                      directory,
                      agreed.with("urban-management"),
                      pace,
                      settings.hubUrl(),
                      scenarios)),
              own(new TrafficPolice(directory, agreed.with("traffic-police"), pace)),
              own(new HousingAuthority(directory, agreed.with("housing"), pace, settings.hubUrl())),
              own(new DataBureau(directory, agreed.with("data-bureau"))));
      var all = Stream.concat(others.stream(), approval.stream()).toList();
      var everybody = Stream.concat(Stream.of(county), all.stream()).toList();
      faults = new FaultBoard(everybody, Clock.system());
      county.start(door.behind(faults.door(county)));
      all.forEach(simulator -> simulator.start(door.behind(faults.door(simulator))));
      new Admin(county, all).start(door);
      new FaultPages(faults).start(door);
      new ScenarioPages(scenarios).start(door);
      if (approval.isPresent()) {
        approval.get().await();
      }
      door.start();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Playbook playbook(
      Path directory, SimulatorSettings settings, Credentials agreed, CountySystem county)
      throws IOException {
    var signature = new CountySignature(CountyKey.of(agreed.with("county")), Clock.system());
    var post = new CountyPost(settings.hubUrl(), signature);
    return new Playbook(directory, county, post, settings.hubUrl(), settings.data());
  }

  private Optional<ExchangeServer> exchange(Path directory, SimulatorSettings settings) {
    return settings.dbPort() == SimulatorSettings.NONE
        ? Optional.empty()
        : Optional.of(own(new ExchangeServer(directory, settings.dbPort())));
  }

  private Optional<ApprovalDepartment> approval(
      Path directory,
      SimulatorSettings settings,
      Credentials agreed,
      Optional<ExchangeServer> exchange)
      throws IOException {
    return exchange.isEmpty()
        ? Optional.empty()
        : Optional.of(
            own(
                new ApprovalDepartment(
                    directory,
                    agreed.with("approval"),
                    settings.pace(),
                    exchange.get(),
                    scenarios)));
  }

  /**
   * Starts all of them and returns when all listen; waits up to 60 s for the hub's credentials. The
   * hub and its broker may come later, go and come back.
   *
   * @throws UncheckedIOException with a message for people if the credentials do not come, a port
   *     is taken, or a journal cannot be read
   */
  public static Simulators start(SimulatorSettings settings) {
    try {
      var agreed =
          new CredentialsFile(settings.data())
              .await(NEEDS, PATIENCE, line -> System.out.println(line));
      return new Simulators(settings, agreed);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** The port of everything spoken over HTTP and of the admin pages. */
  public int httpPort() {
    return door.port();
  }

  /** What goes wrong, and where. */
  FaultBoard faults() {
    return faults;
  }

  /** The scenarios that can be played. */
  Playbook scenarios() {
    return scenarios;
  }

  /** The port of heat. */
  public int sftpPort() {
    return heat.sftpPort();
  }

  /** The address of everything spoken over HTTP. */
  public URI httpUrl() {
    return URI.create("http://127.0.0.1:" + httpPort());
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a simulator did not close cleanly: {}", e.toString());
      }
    }
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  private static FileChannel lock(Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process; said below.
    }
    channel.close();
    throw new IOException(directory + " 正被另一个沙箱使用 / is in use by another sandbox");
  }
}
