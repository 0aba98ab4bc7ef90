package org.lianbao.journeys;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlType;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.namespace.QName;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/**
 * A power grid made of CXF alone: a service that takes the hub's orders, and a client, made from
 * the WSDL that lies beside the routes, that reports to the hub.
 */
final class ForeignGrid {

  private static final String GRID = "urn:pysim:gd:yk";

  private final Map<String, Order> orders = new ConcurrentHashMap<>();
  private final Digests digests = new Digests();
  private final int port;
  private Callbacks callbacks;

  ForeignGrid() {
    var servlet = new CXFNonSpringServlet();
    port = serve(servlet);
    var service = new JaxWsServerFactoryBean();
    service.setBus(servlet.getBus());
    service.setServiceClass(Orders.class);
    service.setServiceBean(new Desk());
    service.setAddress("/bz");
    // It reads what it needs of an order and passes over the rest.
    service.setProperties(Map.of("set-jaxb-validation-event-handler", false));
    service.getInInterceptors().add(digests.checking());
    service.create();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** What it can only know once the hub has started. */
  void learn(String secret, URI callbackUrl) {
    digests.secret = secret;
    var client = new JaxWsProxyFactoryBean();
    client.setBus(BusFactory.newInstance().createBus());
    client.setServiceClass(Callbacks.class);
    client.setWsdlURL(new File("routes/power/callback.wsdl").toURI().toString());
    client.setServiceName(new QName(GRID, "CallbackService"));
    client.setEndpointName(new QName(GRID, "CallbackPort"));
    client.setAddress(callbackUrl.toString());
    // The digest is of what stands between tags of this very name.
    client.setProperties(
        Map.of(
            "soap.env.ns.map",
            Map.of("soapenv", "http://schemas.xmlsoap.org/soap/envelope/"),
            "disable.outputstream.optimization",
            true,
            // The other conduit has sent before the digest is known.
            "force.urlconnection.http.conduit",
            true));
    client.getOutInterceptors().add(digests.signing());
    callbacks = client.create(Callbacks.class);
  }

  /** The order of this number, {@code null} if it has not come. */
  Order order(String orderNo) {
    return orders.get(orderNo);
  }

  /** Reports a step; the hub's code. */
  String report(String orderNo, String code, String at) {
    var step = new Step();
    step.YSQBH = orderNo;
    step.SQBH = "32412026";
    step.HJBM = code;
    step.HJJG = "1";
    step.HJSJ = at;
    step.CLR = "赵六";
    var head = new Head();
    head.FWBM = "BZ_HJ_FK";
    head.YXT = "PYGD";
    head.MBXT = "PYXBZ";
    head.QQLSH = orderNo + "-" + code;
    head.QQSJ = at;
    head.ZY = Digests.PLACE;
    return callbacks.hjfk(head, step).FHDM;
  }

  /** Lets its client sign with another secret than was agreed on. */
  void forge(String secret) {
    digests.secret = secret;
  }

  private static int serve(CXFNonSpringServlet servlet) {
    try {
      var tomcat = new Tomcat();
      tomcat.setBaseDir(Files.createTempDirectory("lianbao-grid").toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      var context = tomcat.addContext("", null);
      Tomcat.addServlet(context, "cxf", servlet).setLoadOnStartup(1);
      context.addServletMappingDecoded("/yk/services/*", "cxf");
      tomcat.start();
      return tomcat.getConnector().getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Desk implements Orders {

    @Override
    public Receipt tjysq(Head head, Order order) {
      var receipt = new Receipt();
      receipt.FHDM = orders.putIfAbsent(order.YSQBH, order) == null ? "0000" : "0011";
      receipt.FHXX = "成功";
      receipt.GDLSH = "32412026" + orders.size();
      return receipt;
    }
  }

  /** The grid's own service. */
  @WebService(targetNamespace = GRID)
  @SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
  public interface Orders {

    @WebMethod(action = GRID + ":tjysq")
    @WebResult(name = "tjysqXy", targetNamespace = GRID)
    Receipt tjysq(
        @WebParam(name = "BWT", targetNamespace = GRID, header = true) Head head,
        @WebParam(name = "tjysq", targetNamespace = GRID) Order order);
  }

  /** The hub's door, as its WSDL describes it. */
  @WebService(targetNamespace = GRID, name = "Callback")
  @SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
  public interface Callbacks {

    @WebMethod(action = GRID + ":hjfk")
    @WebResult(name = "hjfkXy", targetNamespace = GRID, partName = "answer")
    Answer hjfk(
        @WebParam(name = "BWT", targetNamespace = GRID, header = true, partName = "head") Head head,
        @WebParam(name = "hjfk", targetNamespace = GRID, partName = "step") Step step);
  }

  // The names are the grid's own.
  @XmlAccessorType(XmlAccessType.FIELD)
  @XmlType(
      name = "BWT",
      namespace = GRID,
      propOrder = {"FWBM", "YXT", "MBXT", "QQLSH", "QQSJ", "ZY"})
  public static class Head {
    String FWBM;
    String YXT;
    String MBXT;
    String QQLSH;
    String QQSJ;
    String ZY;
  }

  @XmlAccessorType(XmlAccessType.FIELD)
  @XmlType(name = "tjysq", namespace = GRID)
  public static class Order {
    String YSQBH;
    String YHMC;
    String SQRL;
  }

  @XmlAccessorType(XmlAccessType.FIELD)
  @XmlType(name = "tjysqXy", namespace = GRID)
  public static class Receipt {
    String FHDM;
    String FHXX;
    String GDLSH;
  }

  @XmlAccessorType(XmlAccessType.FIELD)
  @XmlType(
      name = "hjfk",
      namespace = GRID,
      propOrder = {
        "YSQBH", "SQBH", "YHBH", "HJBM", "HJJG", "HJSJ", "CLR", "CLYJ", "YYDM", "YYMC", "FYJE"
      })
  public static class Step {
    String YSQBH;
    String SQBH;
    String YHBH = "";
    String HJBM;
    String HJJG;
    String HJSJ;
    String CLR;
    String CLYJ = "";
    String YYDM = "";
    String YYMC = "";
    String FYJE = "";
  }

  @XmlAccessorType(XmlAccessType.FIELD)
  @XmlType(
      name = "hjfkXy",
      namespace = GRID,
      propOrder = {"FHDM", "FHXX"})
  public static class Answer {
    String FHDM;
    String FHXX;
  }
}
