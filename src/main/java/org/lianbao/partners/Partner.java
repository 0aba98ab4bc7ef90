package org.lianbao.partners;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
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
 * @param pace how fast and when orders go to it
 * @param silence how long it may say nothing
 * @param settings the settings it needs, by key
 * @param broker its own account on the hub's broker, if it connects to it
 * @param conversation how it answers and reports, if its examples tell
 * @param files how it takes the files of an application
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
    Pace pace,
    Silence silence,
    Map<String, Setting> settings,
    Optional<BrokerAccount> broker,
    Optional<Conversation> conversation,
    Files files,
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
   * How the partner answers and reports, told by the names of its examples.
   *
   * @param order the example whose input is the order that is sent
   * @param taken its answer when it takes an order; {@code null} where it gives none
   * @param repeated its answer to an order it has already; {@code null}: as {@code taken}
   * @param refused how it refuses an order with something missing, an answer or a message; of
   *     several the one that a running route reads; empty where it does not say
   * @param busy its answer when an order is to be sent again; {@code null} where it has none
   * @param tells what it reports afterwards, in this order
   */
  public record Conversation(
      String order,
      String taken,
      String repeated,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> refused,
      String busy,
      List<String> tells) {

    public Conversation {
      refused = refused == null ? List.of() : List.copyOf(refused);
      tells = tells == null ? List.of() : List.copyOf(tells);
    }
  }

  /**
   * How it takes the files of an application.
   *
   * @param materials the material codes it takes; empty takes all
   * @param required the material codes that hold its order back until the file is kept
   * @param largest bytes of one file at most, and inline of all files of an order together
   * @param linkFor how long a link stays good
   */
  public record Files(
      As as, Set<String> materials, Set<String> required, long largest, Duration linkFor) {

    /** Takes no files. */
    public static final Files NONE = new Files(As.NONE, Set.of(), Set.of(), 0, Duration.ZERO);

    public Files {
      materials = Set.copyOf(materials);
      required = Set.copyOf(required);
    }

    /** Whether it takes files of this material. */
    public boolean takes(String material) {
      return as != As.NONE && (materials.isEmpty() || materials.contains(material));
    }

    /**
     * INLINE in the order itself; UPLOAD before it, and by id in it; LINK to the hub; BESIDE it, as
     * files of their own; NONE at all.
     */
    public enum As {
      INLINE,
      UPLOAD,
      LINK,
      BESIDE,
      NONE
    }
  }

  /**
   * A setting under {@code lianbao.partners.<slug>.<key>}.
   *
   * @param kind what it holds
   * @param oneOf the only values it may have; empty where any will do
   * @param sandbox the value written at the first start, so that the hub runs against the sandbox;
   *     {@code null} where it is generated or has no such value
   */
  public record Setting(String zh, String en, Kind kind, List<String> oneOf, String sandbox) {

    public Setting {
      oneOf = List.copyOf(oneOf);
    }

    /** Whether it may have this value. */
    public boolean allows(String value) {
      return oneOf.isEmpty() || oneOf.contains(value);
    }

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
