package org.lianbao.sandbox.web;

import java.io.IOException;

/** Stands before an endpoint: lets a request through, or answers in its place. */
@FunctionalInterface
public interface Guard {

  /** The endpoint's answer or another; {@link Reply#NONE} ends the connection without any. */
  Reply answer(Request request, Endpoint endpoint) throws IOException;
}
