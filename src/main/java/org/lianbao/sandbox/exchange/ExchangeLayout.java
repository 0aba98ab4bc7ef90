package org.lianbao.sandbox.exchange;

import java.util.List;

/**
 * What an exchange database holds.
 *
 * @param name of the database and of the schema in it
 * @param script the resource that makes the tables where they are not there yet
 * @param fromHub tables the hub writes
 * @param toHub tables the hub reads
 * @param answers the columns of those in which the hub says what became of a row
 */
public record ExchangeLayout(
    String name, String script, List<String> fromHub, List<String> toHub, String answers) {

  public ExchangeLayout {
    fromHub = List.copyOf(fromHub);
    toHub = List.copyOf(toHub);
  }
}
