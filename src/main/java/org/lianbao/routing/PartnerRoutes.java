package org.lianbao.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.lianbao.partners.Partner;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The routes of single partners in the running hub. Every change is to one partner's group; what
 * others exchange flows on.
 */
@Component
public class PartnerRoutes {

  private static final String HTTP = "platform-http:";
  private static final String ENDING = ".camel.yaml";
  private static final long SECONDS_TO_FINISH = 30;

  private final CamelContext camel;
  private final ObjectProvider<EmbeddedBroker> broker;
  private final TrialContext trial;
  private final Doors doors;

  PartnerRoutes(
      CamelContext camel, ObjectProvider<EmbeddedBroker> broker, TrialContext trial, Doors doors) {
    this.camel = camel;
    this.broker = broker;
    this.trial = trial;
    this.doors = doors;
  }

  /**
   * Builds the partner's routes beside the shared ones in a context of their own, with the hub's
   * settings and components; nothing is started.
   *
   * @param routes the folder with one folder per partner
   * @throws Unusable if Camel refuses a file
   */
  public void tryOut(Path routes, Partner partner) throws Unusable {
    trial.build(files(routes.resolve("_shared")), files(routes.resolve(partner.slug())), partner);
  }

  /**
   * Ends the partner's routes and takes them out. What they have begun they finish, for half a
   * minute at the most; first those end that take messages in, then those they call. Who calls a
   * path of theirs from now on waits for {@link #settle}.
   */
  public void takeOut(String slug) throws Exception {
    doors.close(paths(slug));
    var own =
        camel.getRoutes().stream()
            .filter(route -> slug.equals(route.getGroup()))
            .sorted(Comparator.comparing(PartnerRoutes::called))
            .map(Route::getRouteId)
            .toList();
    for (var id : own) {
      camel.getRouteController().stopRoute(id, SECONDS_TO_FINISH, TimeUnit.SECONDS);
    }
    for (var id : own) {
      camel.removeRoute(id);
    }
  }

  /**
   * Opens the partner's account and queues on the embedded broker, then loads its routes and starts
   * them.
   *
   * @throws Unusable if one of them does not start; those that did still run
   */
  public void bringIn(Path routes, Partner partner) throws Unusable {
    try {
      var embedded = broker.getIfAvailable();
      if (embedded != null) {
        embedded.admit(partner);
      }
    } catch (Exception e) {
      throw new Unusable("routes/" + partner.slug() + "/partner.yaml", null, e);
    }
    for (var file : files(routes.resolve(partner.slug()))) {
      load(camel, file);
    }
  }

  /** The change is over: whoever has called meanwhile is let in. */
  public void settle() {
    doors.open();
  }

  private Set<String> paths(String slug) {
    return camel.getRoutes().stream()
        .filter(route -> slug.equals(route.getGroup()))
        .map(route -> route.getEndpoint().getEndpointBaseUri())
        .filter(uri -> uri.startsWith(HTTP))
        .map(uri -> uri.substring(uri.indexOf('/')).replaceFirst("^/+", "/"))
        .collect(Collectors.toSet());
  }

  /** Shuts the partner's account out of the embedded broker; its queues stay. */
  public void shutOut(Partner partner) {
    broker.ifAvailable(embedded -> embedded.expel(partner));
  }

  /** The ids of the partner's routes that run now. */
  public List<String> running(String slug) {
    return camel.getRoutes().stream()
        .filter(route -> slug.equals(route.getGroup()))
        .map(Route::getRouteId)
        .filter(id -> camel.getRouteController().getRouteStatus(id).isStarted())
        .sorted()
        .toList();
  }

  private static boolean called(Route route) {
    return route.getEndpoint().getEndpointUri().startsWith("direct:");
  }

  static void load(CamelContext camel, Path file) throws Unusable {
    Resource resource = ResourceHelper.resolveResource(camel, "file:" + file);
    try {
      PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    } catch (Exception | LinkageError e) {
      throw new Unusable(shown(file), file, e);
    }
  }

  private static String shown(Path file) {
    return "routes/" + file.getParent().getFileName() + "/" + file.getFileName();
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file whose routes Camel cannot build or start. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final transient Path path;

    Unusable(String file, Path path, Throwable cause) {
      super(cause);
      this.file = file;
      this.path = path;
    }

    /** How findings call the file. */
    public String file() {
      return file;
    }

    /** Where the file lies; {@code null} where no file of routes is meant. */
    public Path path() {
      return path;
    }
  }
}
