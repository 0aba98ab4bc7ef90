package org.lianbao.sandbox.power;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The grid's schema, {@code sandbox/power.xsd}. */
final class PowerSchema {

  private static final List<String> REQUIRED =
      List.of(
          "YSQBH",
          "XMDM",
          "XMMC",
          "YHMC",
          "TYSHXYDM",
          "KHLX",
          "YWLX",
          "YDDZ",
          "QXBM",
          "GDDW",
          "SQRL",
          "HTRL",
          "DYDJ",
          "FHDJ",
          "LXR",
          "LXDH",
          "SFWX");

  private static final List<String> REQUIRED_OF_NOTICES = List.of("TZBH", "TZLX", "TZNR");

  private final Schema schema;

  PowerSchema() {
    try {
      var factory = SchemaFactory.newDefaultInstance();
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      schema = factory.newSchema(PowerSchema.class.getResource("/sandbox/power.xsd"));
    } catch (SAXException e) {
      throw new IllegalStateException("sandbox/power.xsd is not a schema", e);
    }
  }

  /** The required elements of an application or a notice that are absent or empty. */
  List<String> missing(Element message) {
    var required = message.getLocalName().equals("tzts") ? REQUIRED_OF_NOTICES : REQUIRED;
    return required.stream().filter(name -> Soap.text(message, name).isEmpty()).toList();
  }

  /** The names of the elements that break the schema; no value is ever quoted. */
  Set<String> faults(Element message) {
    var faults = new LinkedHashSet<String>();
    var validator = schema.newValidator();
    validator.setErrorHandler(new Collector(validator, faults));
    try {
      validator.validate(new DOMSource(message));
    } catch (SAXException | IOException e) {
      faults.add(message.getLocalName());
    }
    return faults;
  }

  private record Collector(Validator validator, Set<String> faults) implements ErrorHandler {

    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      var at = validator.getProperty("http://apache.org/xml/properties/dom/current-element-node");
      faults.add(at instanceof Element element ? element.getLocalName() : "?");
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
