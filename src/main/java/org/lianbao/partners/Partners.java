package org.lianbao.partners;

import java.util.List;
import java.util.Optional;

/** Everybody the hub exchanges data with, as the partner folders say at this moment. */
public interface Partners {

  /** All partners, by slug. */
  List<Partner> all();

  /** The partner with this slug. */
  Optional<Partner> find(String slug);

  /** The partner that plays this role and takes this kind of order, if any does. */
  Optional<Partner> taking(String role, String kind);

  /** The partner that plays this role, if any does. */
  Optional<Partner> playing(String role);
}
