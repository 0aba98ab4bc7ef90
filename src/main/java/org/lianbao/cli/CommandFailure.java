package org.lianbao.cli;

/** A command cannot do its work; the message tells a person why and what to do. Exit code 1. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}
