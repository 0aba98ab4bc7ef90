package org.lianbao.application.form;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.stream.Stream;

/**
 * Compares a form with the JSON Schema of the contract and tells the faults in the words of the
 * form. Where a rule has blamed a field already, the rule's words stand.
 */
public final class SchemaFaults {

  private final Form form;
  private final JsonSchema schema;
  private final SchemaWords words = new SchemaWords();

  public SchemaFaults(Form form) {
    this.form = form;
    var marks =
        Stream.of("x-unit", "x-hint", "x-hint-en", "x-identifier", "x-multiline", "x-personal")
            .map(NonValidationKeyword::new)
            .toList();
    var dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012().getIri(), JsonMetaSchema.getV202012())
            .keywords(marks)
            .build();
    var factory =
        JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(dialect));
    var config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .build();
    this.schema = factory.getSchema(form.schema().toString(), InputFormat.JSON, config);
    this.schema.initializeValidators();
  }

  /** Adds every fault the schema finds and no rule has told. */
  public void look(Filled filled, Faults faults) {
    for (var message : schema.validate(filled.document())) {
      if (faults.full()) {
        return;
      }
      tell(message, faults);
    }
  }

  private void tell(ValidationMessage message, Faults faults) {
    var holder = pointer(message.getInstanceLocation());
    var keyword = message.getType();
    if (keyword.equals("required")) {
      var at = Pointers.child(holder, message.getProperty());
      if (!faults.blames(at)) {
        faults.missing(at);
      }
    } else if (keyword.equals("additionalProperties")) {
      var at = Pointers.child(holder, message.getProperty());
      var told = UnknownField.told(form, holder, message.getProperty());
      faults.error(at, "UNKNOWN_FIELD", told.zh(), told.en());
    } else if (!faults.blames(holder)) {
      form.field(holder)
          .ifPresent(
              field -> {
                var told = words.of(keyword, field);
                faults.error(holder, told.code(), told.zh(), told.en());
              });
    }
  }

  private static String pointer(JsonNodePath path) {
    var pointer = "";
    for (var i = 0; i < path.getNameCount(); i++) {
      pointer = Pointers.child(pointer, String.valueOf(path.getElement(i)));
    }
    return pointer;
  }
}
