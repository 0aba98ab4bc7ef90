package org.lianbao.sandbox.county;

import java.io.IOException;

/** One way in which the county's applications reach the hub. */
interface ApplicationPost {

  /**
   * Signs and sends once, and waits for the answer.
   *
   * @throws IOException if the hub cannot be reached or does not answer in time
   */
  CountyPost.Answer post(byte[] document) throws IOException, InterruptedException;

  /** Where applications go, for people. */
  String destination();
}
