package org.lianbao.sandbox.web;

import java.io.IOException;

/** Answers one kind of request. An exception is answered with status 500 and no details. */
@FunctionalInterface
public interface Endpoint {

  Reply answer(Request request) throws IOException;
}
