package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Counts what was put in at each door and what came back, and prints it. */
final class Tally {

  private static final int HANDS = 6;

  private final String door;
  private final List<Callable<Wire.Answer>> inputs = new ArrayList<>();

  Tally(String door) {
    this.door = door;
  }

  void add(Callable<Wire.Answer> input) {
    inputs.add(input);
  }

  /**
   * Puts in everything, several at a time, in the order given.
   *
   * @return the answers, in the same order; none of them is a fault of the hub
   */
  List<Wire.Answer> run() {
    var hands = Executors.newFixedThreadPool(HANDS);
    try {
      var answers = new ArrayList<Wire.Answer>();
      for (var answer : hands.invokeAll(inputs)) {
        answers.add(answer.get());
      }
      var byStatus = new TreeMap<Integer, Integer>();
      answers.forEach(answer -> byStatus.merge(answer.status(), 1, Integer::sum));
      System.out.printf("%-34s %5d  %s%n", door, answers.size(), byStatus);
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError(door, e.getCause());
    } finally {
      hands.shutdownNow();
    }
  }

  static void assertNoFault(List<Wire.Answer> answers) {
    assertThat(answers).filteredOn(Wire.Answer::isFault).isEmpty();
  }

  static void count(String door, int inputs) {
    System.out.printf("%-34s %5d%n", door, inputs);
  }
}
