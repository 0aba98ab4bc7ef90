package org.lianbao.cases.procedure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Role;

/** The road to be restored by whoever took it up or dug it, once the works are over (S47). */
public final class Restoration {

  private static final Set<String> NOT_YET = Set.of("FAIL");

  private Restoration() {}

  /** The services whose works are over and whose road nobody has found restored. */
  public static List<String> awaited(CaseFile file) {
    return file.externalWorks().services().stream()
        .filter(service -> owed(file, service))
        .filter(
            service ->
                file.connection(service)
                    .filter(order -> order.has(EventType.CONSTRUCTION_COMPLETED))
                    .isPresent())
        .filter(service -> !restored(file, service))
        .toList();
  }

  /** Whether the works of this service, as known by now, take up or dig up a road. */
  public static boolean owed(CaseFile file, String service) {
    return file.externalWorks().of(service::equals).onRoad();
  }

  private static boolean restored(CaseFile file, String service) {
    return witnesses(file, service).anyMatch(order -> found(order).isPresent());
  }

  /** The orders under which the restoration for this service was found done. */
  public static List<OrderFile> done(CaseFile file, String service) {
    return witnesses(file, service).filter(order -> found(order).isPresent()).toList();
  }

  /** The utility says so of its own works, urban management of all works or of a filing's. */
  private static Stream<OrderFile> witnesses(CaseFile file, String service) {
    var urban =
        file.orders().values().stream()
            .filter(order -> order.role().equals(Role.URBAN_MANAGEMENT))
            .filter(
                order ->
                    Objects.requireNonNullElse(Pair.service(order.orderNo()), service)
                        .equals(service));
    return Stream.concat(file.connection(service).stream(), urban);
  }

  private static Optional<Milestone> found(OrderFile order) {
    return Optional.ofNullable(order.reported().get(EventType.SITE_RESTORED))
        .filter(it -> !NOT_YET.contains(Objects.requireNonNullElse(it.outcome(), "")));
  }
}
