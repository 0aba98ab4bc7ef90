package org.lianbao.sandbox.desk;

import java.util.List;

/** Which steps an order takes, in the codes of its partner; in a scenario other ones than usual. */
public interface Script {

  /** What a partner does that nobody told otherwise. */
  Script USUAL =
      new Script() {
        @Override
        public List<String> steps(String orderNo, List<String> usual) {
          return usual;
        }

        @Override
        public boolean mayGoOn(String orderNo) {
          return false;
        }
      };

  /** The steps known so far; never fewer than before. */
  List<String> steps(String orderNo, List<String> usual);

  /** Whether more steps may follow once those known are taken. */
  boolean mayGoOn(String orderNo);
}
