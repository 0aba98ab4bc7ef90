package org.lianbao.sandbox.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One order at one utility, as it stands.
 *
 * @param orderNo the hub's number
 * @param reference the utility's own number
 * @param digest SM3 of the content first received
 * @param received how many times it came, at least 1
 * @param conflicting whether it ever came with another content
 * @param steps when each step so far happened, in the order of the utility's own steps
 * @param told how many of those steps the hub has acknowledged, or been able to see
 * @param closed whether it was withdrawn, so that nothing more is done or told
 */
public record Order(
    String orderNo,
    String reference,
    String digest,
    Instant acceptedAt,
    int received,
    boolean conflicting,
    List<Instant> steps,
    int told,
    boolean closed) {

  public Order {
    steps = List.copyOf(steps);
  }

  /** Whether a step has happened that the hub has not heard of. */
  public boolean owesNews() {
    return !closed && told < steps.size();
  }

  Order again(String otherDigest) {
    var differs = conflicting || !digest.equals(otherDigest);
    return new Order(
        orderNo, reference, digest, acceptedAt, received + 1, differs, steps, told, closed);
  }

  Order step(Instant at) {
    var longer = new ArrayList<>(steps);
    longer.add(at);
    return new Order(
        orderNo, reference, digest, acceptedAt, received, conflicting, longer, told, closed);
  }

  Order heard() {
    return new Order(
        orderNo, reference, digest, acceptedAt, received, conflicting, steps, told + 1, closed);
  }

  Order renumber(String other) {
    return new Order(
        orderNo, other, digest, acceptedAt, received, conflicting, steps, told, closed);
  }

  Order close() {
    return new Order(
        orderNo, reference, digest, acceptedAt, received, conflicting, steps, told, true);
  }
}
