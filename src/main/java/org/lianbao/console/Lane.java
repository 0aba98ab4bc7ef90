package org.lianbao.console;

import java.util.List;

/** What one partner was asked for in a case and how far it is, in words. */
record Lane(String partner, String slug, List<Panel> orders) {

  /**
   * One order: its state, when each state came, and its milestones, those still ahead included.
   *
   * @param silent that nothing is heard of it for too long; empty if something was
   */
  record Panel(
      String orderNo,
      String service,
      String kind,
      String partnerRef,
      String state,
      String stateLabel,
      String silent,
      List<Mark> marks,
      List<Step> steps) {}

  /** One of the states every order goes through. */
  record Mark(String label, boolean reached, String at) {}

  /**
   * One milestone.
   *
   * @param tone {@code good}, {@code bad} or empty
   * @param implied nobody reported it, a later one implies it
   * @param ahead not reached yet
   */
  record Step(
      String label,
      String occurred,
      String occurredFull,
      String recorded,
      String recordedFull,
      String outcome,
      String tone,
      boolean implied,
      boolean ahead) {}
}
