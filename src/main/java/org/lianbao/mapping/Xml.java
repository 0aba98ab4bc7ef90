package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.nio.charset.Charset;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML to a JSON tree, with no door to files, networks or entities. */
final class Xml {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 100_000;

  private final XMLStreamReader reader;
  private int elements;

  private Xml(XMLStreamReader reader) {
    this.reader = reader;
  }

  /**
   * Reads a document that was decoded from the character set.
   *
   * @throws MappingFault also if its prolog names another one
   */
  static JsonNode read(String text, Charset charset) {
    try {
      var reader = factory().createXMLStreamReader(new StringReader(text));
      agree(reader.getCharacterEncodingScheme(), charset);
      return new Xml(reader).document();
    } catch (XMLStreamException e) {
      var at = e.getLocation();
      throw new MappingFault(
          at == null
              ? "the body is not well-formed XML"
              : "the body is not well-formed XML at line %d, column %d"
                  .formatted(at.getLineNumber(), at.getColumnNumber()));
    }
  }

  private static void agree(String declared, Charset charset) {
    if (declared != null && !same(declared, charset)) {
      throw new MappingFault(
          "XML 声明的编码不是约定的 %s / the prolog names another character set than %s, as agreed"
              .formatted(charset.name(), charset.name()));
    }
  }

  private static boolean same(String declared, Charset charset) {
    try {
      return Charset.forName(declared).equals(charset);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside the document is read");
        });
    return factory;
  }

  private ObjectNode document() throws XMLStreamException {
    var root = JsonNodeFactory.instance.objectNode();
    while (reader.hasNext()) {
      if (next() == XMLStreamReader.START_ELEMENT) {
        root.set(reader.getLocalName(), element(1));
      }
    }
    return root;
  }

  private JsonNode element(int depth) throws XMLStreamException {
    if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
      throw new MappingFault(
          "the XML is deeper than %d or has more than %d elements"
              .formatted(MAX_DEPTH, MAX_ELEMENTS));
    }
    var fields = JsonNodeFactory.instance.objectNode();
    for (var i = 0; i < reader.getAttributeCount(); i++) {
      fields.put("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    var text = new StringBuilder();
    for (var event = next(); event != XMLStreamReader.END_ELEMENT; event = next()) {
      if (event == XMLStreamReader.START_ELEMENT) {
        add(fields, reader.getLocalName(), element(depth + 1));
      } else if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.CDATA) {
        text.append(reader.getText());
      }
    }
    var own = text.toString().strip();
    if (fields.isEmpty()) {
      return TextNode.valueOf(own);
    }
    return own.isEmpty() ? fields : fields.put("#text", own);
  }

  private int next() throws XMLStreamException {
    var event = reader.next();
    if (event == XMLStreamReader.DTD || event == XMLStreamReader.ENTITY_REFERENCE) {
      throw new MappingFault("the XML has a document type or an entity, which is not accepted");
    }
    return event;
  }

  private static void add(ObjectNode fields, String name, JsonNode value) {
    var known = fields.get(name);
    if (known == null) {
      fields.set(name, value);
    } else if (known instanceof ArrayNode values) {
      values.add(value);
    } else {
      fields.putArray(name).add(known).add(value);
    }
  }
}
