package com.livemargs.whatsapp.simulator.recipient;

import com.livemargs.whatsapp.simulator.customer.Customer;
import org.jspecify.annotations.Nullable;

/**
 * Whom a send is for.
 *
 * @param input as it was written
 * @param customer the person; a group stands here with its id as phone
 * @param byUserId whether the business used the business-scoped id
 * @param group the group's id, or null
 */
public record Recipient(String input, Customer customer, boolean byUserId, @Nullable String group) {

  /** What the person is known under. */
  public String key() {
    return customer.key();
  }
}
