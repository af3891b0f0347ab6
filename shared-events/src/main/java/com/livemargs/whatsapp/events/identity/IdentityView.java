package com.livemargs.whatsapp.events.identity;

import com.livemargs.whatsapp.events.meta.Customer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What this process knows of identities: filled from {@code whatsapp.identities} and from the
 * messages it handles. Learning is commutative: the newest link by Meta's time decides.
 */
public final class IdentityView {

  private static final int MAX_ALIASES = 100;

  private final Sinks.Empty<Void> known = Sinks.empty();
  private final Map<String, IdentityLink> phoneOfCustomer = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> customersOfPhone = new ConcurrentHashMap<>();
  private final Map<String, IdentityLink> holderOfPhone = new ConcurrentHashMap<>();
  private final Map<String, IdentityLink> successor = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> predecessors = new ConcurrentHashMap<>();

  /** Completes once all links are known that had been told when this process began to read them. */
  public Mono<Void> known() {
    return known.asMono();
  }

  void caughtUp() {
    known.tryEmitEmpty();
  }

  /** Takes a link in. */
  public void learn(IdentityLink link) {
    String phone = link.phone();
    if (phone != null && !phone.equals(link.customer())) {
      phoneOfCustomer.merge(link.customer(), link, IdentityView::newer);
      customersOfPhone
          .computeIfAbsent(phone, p -> ConcurrentHashMap.newKeySet())
          .add(link.customer());
      holderOfPhone.merge(phone, link, IdentityView::newer);
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

  /**
   * Every id and every digits that are the same customer as this one, itself first. Digits that
   * somebody else got since lead to nobody who had them before, and nobody leads to them.
   */
  public Set<String> aliases(String idOrDigits) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(idOrDigits));
    while (!open.isEmpty() && found.size() < MAX_ALIASES) {
      String alias = open.pop();
      if (found.add(alias)) {
        open.addAll(holders(alias));
        open.addAll(former(alias));
        IdentityLink own = phoneOfCustomer.get(alias);
        if (own != null && own.phone() != null) {
          open.add(own.phone());
        }
        IdentityLink later = successor.get(alias);
        if (later != null && !isTakenSince(alias, later)) {
          open.add(later.customer());
        }
      }
    }
    return found;
  }

  // Who has these digits now, and who had them last.
  private List<String> holders(String digits) {
    return customersOfPhone.getOrDefault(digits, Set.of()).stream()
        .filter(customer -> has(customer, digits) || hadLast(customer, digits))
        .toList();
  }

  private boolean has(String customer, String digits) {
    IdentityLink own = phoneOfCustomer.get(customer);
    return own != null && digits.equals(own.phone());
  }

  private boolean hadLast(String customer, String digits) {
    IdentityLink holder = holderOfPhone.get(digits);
    return holder != null && customer.equals(holder.customer());
  }

  private List<String> former(String customer) {
    return predecessors.getOrDefault(customer, Set.of()).stream()
        .filter(
            alias -> {
              IdentityLink later = successor.get(alias);
              return later == null || !isTakenSince(alias, later);
            })
        .toList();
  }

  private boolean isTakenSince(String digits, IdentityLink left) {
    IdentityLink holder = holderOfPhone.get(digits);
    return holder != null
        && holder.timestamp() > left.timestamp()
        && !holder.customer().equals(left.customer());
  }
}
