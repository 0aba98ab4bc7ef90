package org.lianbao.routing;

import org.apache.camel.Component;
import org.lianbao.partners.Partner;

/**
 * A component the hub brings itself; its bean is called {@code <scheme>-component}. A component
 * belongs to one context, so where a partner is tried out there is another one.
 */
public interface OwnComponent extends Component {

  /** One that knows this partner as it will be once its folders are in force. */
  Component toTry(Partner partner);
}
