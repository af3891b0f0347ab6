package com.livemargs.whatsapp.events.identity;

import com.livemargs.whatsapp.events.meta.Customer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of identities: filled from {@code whatsapp.identities} and from the
 * messages it handles. Learning is commutative: the newest link by Meta's time decides.
 */
public final class IdentityView {

  private static final int MAX_ALIASES = 100;

  private final Map<String, IdentityLink> phoneOfCustomer = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> customersOfPhone = new ConcurrentHashMap<>();
  private final Map<String, IdentityLink> successor = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> predecessors = new ConcurrentHashMap<>();

  /** Takes a link in. */
  public void learn(IdentityLink link) {
    String phone = link.phone();
    if (phone != null && !phone.equals(link.customer())) {
      phoneOfCustomer.merge(link.customer(), link, IdentityView::newer);
      customersOfPhone
          .computeIfAbsent(phone, p -> ConcurrentHashMap.newKeySet())
          .add(link.customer());
    }
    for (String former : link.previous()) {
      successor.merge(former, link, IdentityView::newer);
      predecessors.computeIfAbsent(link.customer(), c -> ConcurrentHashMap.newKeySet()).add(former);
    }
  }

  private static IdentityLink newer(IdentityLink known, IdentityLink learnt) {
    return learnt.timestamp() >= known.timestamp() ? learnt : known;
  }

  /**
   * Digits that a business-scoped id has now, its successors included; null when none are known.
   * The newest of what was shown decides: a number that was changed leads on to the new one.
   */
  public @Nullable String phoneOf(@Nullable String userId) {
    String alias = userId;
    String phone = null;
    long shown = Long.MIN_VALUE;
    for (int step = 0; alias != null && step < MAX_ALIASES; step++) {
      IdentityLink own = phoneOfCustomer.get(alias);
      String digits = own == null ? Customer.digits(alias) : own.phone();
      phone = digits == null ? phone : digits;
      IdentityLink next = next(alias, own, shown);
      alias = next == null ? null : next == own ? digits : next.customer();
      shown = next == null ? shown : next.timestamp();
    }
    return phone;
  }

  // Digits are given to other customers one day: what was before the link to them is not theirs.
  private @Nullable IdentityLink next(String alias, @Nullable IdentityLink own, long shown) {
    IdentityLink later = successor.get(alias);
    boolean stays = later == null || (own != null && own.timestamp() >= later.timestamp());
    boolean before = later != null && Customer.digits(alias) != null && later.timestamp() < shown;
    return stays ? own : before ? null : later;
  }

  /** Every id and every digits that are the same customer as this one, itself first. */
  public Set<String> aliases(String idOrDigits) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(idOrDigits));
    while (!open.isEmpty() && found.size() < MAX_ALIASES) {
      String alias = open.pop();
      if (found.add(alias)) {
        open.addAll(customersOfPhone.getOrDefault(alias, Set.of()));
        open.addAll(predecessors.getOrDefault(alias, Set.of()));
        add(open, phoneOfCustomer.get(alias), true);
        add(open, successor.get(alias), false);
      }
    }
    return found;
  }

  private static void add(Deque<String> open, @Nullable IdentityLink link, boolean phone) {
    String alias = link == null ? null : phone ? link.phone() : link.customer();
    if (alias != null) {
      open.add(alias);
    }
  }
}
