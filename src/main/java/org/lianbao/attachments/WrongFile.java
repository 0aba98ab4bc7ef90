package org.lianbao.attachments;

/**
 * A file that trying again would not mend. The message is for people, Chinese first, and holds
 * neither its address nor personal data.
 */
final class WrongFile extends Exception {
  private static final long serialVersionUID = 1L;

  WrongFile(String zh, String en) {
    super(zh + " / " + en);
  }
}
