package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;

/**
 * What the departments must have given before the stage of works ends. What was once given is given
 * for the stage, since a stage never goes back; whether it still stands is told apart.
 */
final class Clearance {

  private static final Pattern REPLACING = Pattern.compile("-YB-([A-Z_]+)(?=-|$)");

  private Clearance() {}

  /** Whether nothing of any department holds up the stage. */
  static boolean of(CaseFile file) {
    return Bundle.of(file).stream().allMatch(it -> replaces(it.no()) != null || it.cleared())
        && Pair.of(file).allMatch(pair -> cleared(file, pair))
        && others(file).allMatch(order -> order.settled() && !refusesTraffic(order))
        && !(file.track().restorationHolds() && !Restoration.awaited(file).isEmpty());
  }

  /** When the traffic police agreed. */
  static Optional<Instant> trafficAgreed(CaseFile file) {
    return file.orders().values().stream()
        .filter(order -> order.kind().equals(OrderKind.TRAFFIC_CONSENT))
        .flatMap(Clearance::consents)
        .min(Instant::compareTo);
  }

  /** The approvals that a lapsed commitment of this service is replaced by. */
  static Optional<Bundle> replacing(CaseFile file, String service) {
    return Bundle.of(file).stream().filter(it -> service.equals(replaces(it.no()))).findFirst();
  }

  /**
   * Whether this order holds up nothing any more, since its service has ended: what a lapsed
   * commitment is replaced by, once there is nothing left to build.
   */
  static boolean beside(CaseFile file, OrderFile order) {
    return order.kind().equals(OrderKind.APPROVAL)
        && Optional.ofNullable(replaces(Bundle.bundleNo(order.orderNo())))
            .flatMap(file::connection)
            .filter(OrderFile::settled)
            .isPresent();
  }

  /** What the number of a bundle ends with that replaces a commitment. */
  static String ending(String service) {
    return "-YB-" + service;
  }

  /** What the number of this bundle ends with, after that of the partner. */
  static String ending(Bundle bundle) {
    var service = replaces(bundle.no());
    return service == null ? "" : ending(service);
  }

  /** The service whose commitment this bundle, or an item of it, replaces; else {@code null}. */
  static String replaces(String number) {
    var replacing = REPLACING.matcher(number);
    return replacing.find() ? replacing.group(1) : null;
  }

  private static boolean cleared(CaseFile file, Pair pair) {
    return pair.commitment().end() == OrderFile.End.CLOSED
        || pair.commitment().byHand()
        || pair.plan().byHand()
        || pair.filed().isPresent()
        || replacing(file, pair.service()).filter(Bundle::cleared).isPresent();
  }

  private static Stream<OrderFile> others(CaseFile file) {
    return file.departments()
        .filter(order -> !order.kind().equals(OrderKind.ACCEPTANCE))
        .filter(order -> !order.kind().equals(OrderKind.APPROVAL))
        .filter(order -> Pair.service(order.orderNo()) == null);
  }

  private static boolean refusesTraffic(OrderFile order) {
    return order.kind().equals(OrderKind.TRAFFIC_CONSENT)
        && order.end() != OrderFile.End.CLOSED
        && consents(order).findAny().isEmpty();
  }

  private static Stream<Instant> consents(OrderFile order) {
    return Stream.concat(
            order.turns(EventType.TRAFFIC_CONSENT_GIVEN).stream(),
            Stream.ofNullable(order.reported().get(EventType.TRAFFIC_CONSENT_GIVEN)))
        .filter(it -> !"REFUSED".equals(it.outcome()) && !"MORE".equals(it.outcome()))
        .map(Milestone::occurredAt);
  }
}
