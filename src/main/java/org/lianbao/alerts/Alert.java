package org.lianbao.alerts;

import java.time.Instant;
import java.util.List;
import org.lianbao.shared.Finding.Words;

/**
 * Something that is wrong, or was; holds no personal data.
 *
 * @param kind such as {@code partner-held}
 * @param partner slug of the partner it is about; {@code null} if it is about the hub itself
 * @param since when the trouble began, as far as the hub knows
 * @param openedAt when the hub noticed it
 * @param seenAt when it was last there
 * @param clearedAt when it was over; {@code null} while it is not
 * @param count how many cases, orders, messages … it is about
 * @param about the first of these, ten at the most
 * @param nextStep what a person does about it
 * @param link path of the page where that is done; {@code null} if there is none
 */
public record Alert(
    long id,
    String kind,
    String partner,
    Instant since,
    Instant openedAt,
    Instant seenAt,
    Instant clearedAt,
    long count,
    List<String> about,
    Words title,
    Words text,
    Words nextStep,
    String link) {}
