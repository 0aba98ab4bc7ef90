package org.lianbao.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An act on orders that were chosen: told first, done with {@code --yes}. */
abstract class OrdersCommand implements Callable<Integer> {

  @Mixin Operator operator;
  @Mixin Actor actor;
  @Mixin OrderChoice choice;

  @Option(names = "--yes", description = "执行 / do it.")
  boolean yes;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  private final String act;
  private final String usualState;

  /**
   * An act at this place of the operator's door.
   *
   * @param usualState of the orders it is about where none is named; {@code null}: any
   */
  OrdersCommand(String act, String usualState) {
    this.act = act;
    this.usualState = usualState;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = choice.query(usualState);
    query.putAll(actor.query());
    query.put("dry", Boolean.toString(!yes));
    var batch = operator.tell("/orders/" + act, query);
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(batch.toPrettyString());
    } else {
      new DeliveryPrinter(out).batch(batch);
    }
    return batch.path("left").asInt() == 0 && !batch.path("more").asBoolean() ? 0 : 1;
  }
}
