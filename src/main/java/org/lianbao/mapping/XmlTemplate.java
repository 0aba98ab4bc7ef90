package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.XMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.lianbao.shared.Finding;

/**
 * One compiled FreeMarker file that writes XML: everything put in is escaped, numbers are written
 * for computers, and no Java is in reach. It sees {@code input, order, headers, now}.
 */
final class XmlTemplate {

  private static final Configuration CONFIGURATION = configuration();

  private final String name;
  private final Template template;

  private XmlTemplate(String name, Template template) {
    this.name = name;
    this.template = template;
  }

  static XmlTemplate compile(String name, String text) {
    try {
      return new XmlTemplate(name, new Template(name, text, CONFIGURATION));
    } catch (ParseException e) {
      throw new MappingFault(
          "mappings/%s does not compile: line %d, column %d"
              .formatted(name, e.getLineNumber(), e.getColumnNumber()),
          e,
          new MappingFault.Place(name, e.getLineNumber(), e.getColumnNumber(), "", "syntax", null));
    } catch (IOException e) {
      throw new MappingFault("mappings/" + name + " does not compile", e);
    }
  }

  String render(JsonNode input, MappingContext context) {
    Map<String, Object> model = new HashMap<>();
    model.put("input", Values.toJava(input));
    model.put("order", Values.toJava(context.order()));
    model.put("headers", context.headers());
    model.put("now", context.now() == null ? null : context.now().toString());
    var out = new StringWriter(2_048);
    try {
      template.process(model, out);
    } catch (TemplateException e) {
      throw new MappingFault(
          "mappings/%s cannot be applied: line %d, column %d, expression %s"
              .formatted(
                  name, e.getLineNumber(), e.getColumnNumber(), e.getBlamedExpressionString()),
          null,
          place(e));
    } catch (IOException e) {
      throw new MappingFault("mappings/" + name + " cannot be applied", e);
    }
    return legal(out.toString());
  }

  private MappingFault.Place place(TemplateException e) {
    var nothing = e instanceof InvalidReferenceException;
    return new MappingFault.Place(
        name,
        e.getLineNumber() == null ? 1 : e.getLineNumber(),
        e.getColumnNumber() == null ? 1 : e.getColumnNumber(),
        String.valueOf(e.getBlamedExpressionString()),
        nothing ? "the expression gives nothing" : "the value is of the wrong kind",
        nothing ? Kinds.of(null) : new Finding.Words("别类的值", "a value of another kind"));
  }

  /** XML 1.0 has no way to write most control characters, not even escaped. */
  private String legal(String xml) {
    for (var i = 0; i < xml.length(); i++) {
      var c = xml.charAt(i);
      if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\uFFFE' || c == '\uFFFF') {
        throw new MappingFault(
            "mappings/%s cannot be applied: the input holds U+%04X, which XML forbids"
                .formatted(name, (int) c));
      }
    }
    return xml;
  }

  private static Configuration configuration() {
    var version = Configuration.VERSION_2_3_34;
    var configuration = new Configuration(version);
    configuration.setObjectWrapper(new SimpleObjectWrapper(version));
    configuration.setOutputFormat(XMLOutputFormat.INSTANCE);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setBooleanFormat("c");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    return configuration;
  }
}
