package org.lianbao.mapping;

import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.lianbao.calendar.CalendarFolder;
import org.lianbao.calendar.WorkingCalendar;

/**
 * The mappings of a folder: {@code <root>/<partner>/<file>} and {@code
 * <root>/<partner>/codes/<table>.csv}. A changed file is compiled again at its next use.
 */
final class FileMappings implements Mappings {

  private static final Pattern PARTNER = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern FILE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}\\.(jsonata|ftlx)");
  private static final Pattern TABLE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final Path root;
  private final Map<String, JFunction> days;
  private final FileCache<Expression> expressions = new FileCache<>(Expression::compile);
  private final FileCache<XmlTemplate> templates = new FileCache<>(XmlTemplate::compile);
  private final FileCache<CodeTable> tables = new FileCache<>(CodeTable::read);

  /** With the calendar the hub comes with, so that examples give the same on every machine. */
  FileMappings(Path root) {
    this(root, CalendarFolder::builtIn);
  }

  FileMappings(Path root, Supplier<WorkingCalendar> calendar) {
    this.root = root;
    this.days = WorkingDays.of(calendar);
  }

  @Override
  public JsonNode apply(String partner, String file, JsonNode input, MappingContext context) {
    var folder = folder(partner);
    var name = partner + "/" + checked(FILE, file, "mapping file");
    var path = folder.resolve(file);
    if (file.endsWith(".ftlx")) {
      return TextNode.valueOf(templates.get(path, name).render(input, context));
    }
    return expressions
        .get(path, name)
        .evaluate(
            input,
            context,
            table -> tables.get(tablePath(folder, table), partner + "/codes/" + table + ".csv"),
            days);
  }

  @Override
  public void forget(String partner) {
    var folder = folder(partner);
    expressions.forget(folder);
    templates.forget(folder);
    tables.forget(folder);
  }

  private Path folder(String partner) {
    return root.resolve(checked(PARTNER, partner, "partner"));
  }

  private static Path tablePath(Path folder, String table) {
    return folder.resolve("codes").resolve(checked(TABLE, table, "code table") + ".csv");
  }

  /** Names are plain, so that no name leads out of the folder. */
  private static String checked(Pattern pattern, String name, String what) {
    if (name == null || !pattern.matcher(name).matches()) {
      throw new MappingFault(
          "the name of a " + what + " must be lower-case letters, digits and hyphens: " + pattern);
    }
    return name;
  }
}
