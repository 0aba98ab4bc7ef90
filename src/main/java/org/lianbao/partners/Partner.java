package org.lianbao.partners;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One partner as its manifest describes it.
 *
 * @param slug the name of its folders
 * @param nameZh its name in Chinese
 * @param name its name in English
 * @param suffix what its order numbers end with
 * @param roles the roles it plays, such as {@code utility:WATER} or {@code upstream}
 * @param takes the order kinds it takes
 * @param sees the fields it may see: RFC 6901 pointers into the canonical order, a field with all
 *     below it
 * @param retry how a failed attempt is tried again
 * @param settings the settings it needs, by key
 * @param broker its own account on the hub's broker, if it connects to it
 * @param tables its exchange tables, if it has any
 */
public record Partner(
    String slug,
    String nameZh,
    String name,
    String suffix,
    Set<String> roles,
    Set<String> takes,
    List<String> sees,
    RetryPolicy retry,
    Map<String, Setting> settings,
    Optional<BrokerAccount> broker,
    Optional<ExchangeTables> tables) {

  public Partner {
    roles = Set.copyOf(roles);
    takes = Set.copyOf(takes);
    sees = List.copyOf(sees);
    settings = Map.copyOf(settings);
  }

  /**
   * An account on the hub's broker; its password is the setting {@code broker-password}.
   *
   * @param receives queues it may take from, and nothing else
   * @param sends queues it may put into, and nothing else
   */
  public record BrokerAccount(String user, Set<String> receives, Set<String> sends) {}

  /**
   * A setting under {@code lianbao.partners.<slug>.<key>}.
   *
   * @param kind what it holds
   * @param sandbox the value written at the first start, so that the hub runs against the sandbox;
   *     {@code null} where it is generated or has no such value
   */
  public record Setting(String zh, String en, Kind kind, String sandbox) {

    /** TEXT is written as given, the others are generated at the first start. */
    public enum Kind {
      TEXT,
      SECRET,
      SSH_KEY,
      SSH_KNOWN_HOST,
      /** A key both sides share: 32 hexadecimal digits. */
      SM4_KEY,
      /** The hub's own private key; its public half is written beside it for the partner. */
      SM2_KEY,
      /** The partner's public key; the sandbox finds the private half beside it. */
      SM2_PARTNER_KEY
    }
  }
}
