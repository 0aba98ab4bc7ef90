package org.lianbao.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.shared.Json;
import org.lianbao.twin.Fault;
import org.lianbao.twin.Twin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a partner's twin until it is told to stop. */
@Command(
    name = "twin",
    description = {
      "启动单位的替身：依清单、路由和样例应答，可按需出故障 / start a fake of a partner's system, made of its"
          + " manifest, routes and examples, with faults on request.",
      "运行中出故障 / a fault at run time: curl -d '{\"fault\":\"slow\",\"arg\":\"5s\",\"for\":\"30s\"}' -H"
          + " 'Content-Type: application/json' http://127.0.0.1:8096/twin/faults"
    },
    exitCodeListHeading = "%n",
    exitCodeList = {"0:已停止 / stopped", "1:无法启动 / cannot start", "2:用法不对 / usage"},
    mixinStandardHelpOptions = true)
final class TwinCommand implements Callable<Integer> {

  @Mixin Folders folders;
  @Mixin Counterpart counterpart;

  @Parameters(paramLabel = "SLUG", description = "单位 / the partner.")
  String slug;

  @Option(
      names = "--port",
      defaultValue = "8095",
      description = "监听端口，0 为任意 / port it listens on; 0 takes any (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--admin-port",
      defaultValue = "8096",
      description = "故障端口，0 为任意 / port of its faults; 0 takes any (default: ${DEFAULT-VALUE}).")
  int adminPort;

  @Option(
      names = "--hub",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "回传到哪个枢纽 / where its callbacks go (default: ${DEFAULT-VALUE}).")
  URI hub;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      defaultValue = "tcp://127.0.0.1:61616",
      description = "消息代理，仅用于队列 / the broker, for partners on queues (default: ${DEFAULT-VALUE}).")
  String broker;

  @Option(
      names = "--pace",
      paramLabel = "DURATION",
      defaultValue = "1s",
      description = "两条回传之间的间隔 / between two callbacks (default: ${DEFAULT-VALUE}).")
  Duration pace;

  @Option(
      names = "--fault",
      paramLabel = "KIND[:ARG]",
      description = "一开始就有的故障，可多次 / a fault from the start; may be repeated.")
  List<String> faults = List.of();

  @Option(names = "--json", description = "每件事一行 JSON / print a line of JSON for each thing.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    folders.require();
    var check = new PartnerCheck(folders.routes, folders.mappings);
    var partner = counterpart.partner(folders, check, slug);
    var out = folders.command.commandLine().getOut();
    try (var twin = start(partner, check, out)) {
      tell(out, twin);
      Runtime.getRuntime().addShutdownHook(new Thread(twin::close));
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException e) {
      throw folders.usage(e.getMessage());
    } catch (MappingFault e) {
      throw counterpart.broken(slug, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private Twin start(Partner partner, PartnerCheck check, PrintWriter out) throws IOException {
    var mappings = new PartnerMappings(folders.mappings, slug);
    var settings = counterpart.settings(partner, mappings);
    var account =
        new Twin.Broker(
            broker,
            partner.broker().map(Partner.BrokerAccount::user).orElse(settings.get("broker-user")),
            settings.get("broker-password"));
    var twin =
        new Twin(
            new Twin.Setup(
                partner,
                mappings,
                check.dealings(slug, settings),
                settings,
                port,
                adminPort,
                hub,
                Optional.of(account),
                folder(),
                pace,
                line -> log(out, line)));
    try {
      faults.stream().map(Fault::parse).forEach(fault -> twin.begin(fault, null));
      return twin;
    } catch (IllegalArgumentException e) {
      twin.close();
      throw e;
    }
  }

  private Path folder() {
    return counterpart.data.resolve("twin").resolve(slug);
  }

  private void tell(PrintWriter out, Twin twin) {
    var kinds = twin.possible().stream().sorted().toList();
    if (json) {
      out.println(
          Json.write(
              Map.of(
                  "partner", slug,
                  "at", twin.places(),
                  "adminPort", twin.adminPort(),
                  "faults", kinds.stream().map(Fault.Kind::code).toList())));
      return;
    }
    out.println("替身已启动 / the twin of " + slug + " is up: " + String.join(", ", twin.places()));
    twin.addresses()
        .forEach(
            (key, value) ->
                out.printf("  data/partners.yaml: lianbao.partners.%s.%s: %s%n", slug, key, value));
    out.println("故障 / faults: POST http://127.0.0.1:" + twin.adminPort() + "/twin/faults");
    kinds.forEach(kind -> out.println("  " + Columns.pad(kind.code(), 18) + kind.meaning()));
    out.println("Ctrl-C 停止 / stops it");
  }

  private void log(PrintWriter out, String line) {
    out.println(json ? Json.write(Map.of("said", line)) : line);
  }
}
