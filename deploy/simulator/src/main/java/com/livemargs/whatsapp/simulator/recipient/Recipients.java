package com.livemargs.whatsapp.simulator.recipient;

import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.customer.Customers;
import com.livemargs.whatsapp.simulator.settings.Behaviour;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.wire.PhoneNumbers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads {@code to} or {@code recipient}; when both are there, {@code to} wins, as at Meta. */
@Component
public class Recipients {

  private final Customers customers;
  private final String countryCode;

  Recipients(Customers customers, SimulatorProperties settings) {
    this.customers = customers;
    this.countryCode = settings.countryCode();
  }

  /** The recipient, or nothing when {@code to} is no phone number. */
  public Optional<Recipient> of(JsonNode body, Behaviour behaviour) {
    String to = body.path("to").asString("");
    if ("group".equals(body.path("recipient_type").asString(""))) {
      return Optional.of(new Recipient(to, bare(to, null), false, to));
    }
    if (to.isEmpty()) {
      String id = body.path("recipient").asString("");
      return Optional.of(new Recipient(id, customers.find(id).orElse(bare(null, id)), true, null));
    }
    String prefix = behaviour.prependCountryCode() ? countryCode : "";
    return PhoneNumbers.digits(to, prefix)
        .map(digits -> new Recipient(to, person(digits, behaviour), false, null));
  }

  // A person who wrote from exactly this number keeps it; only strangers get the national rule.
  private Customer person(String digits, Behaviour behaviour) {
    String waId = behaviour.waIdRules() ? PhoneNumbers.waId(digits) : digits;
    return customers.find(digits).or(() -> customers.find(waId)).orElseGet(() -> bare(waId, null));
  }

  private static Customer bare(@Nullable String phone, @Nullable String userId) {
    return new Customer(phone, userId, null, null, null);
  }
}
