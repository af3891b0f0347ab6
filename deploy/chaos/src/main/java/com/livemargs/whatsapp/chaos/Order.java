package com.livemargs.whatsapp.chaos;

import com.livemargs.whatsapp.chaos.scenario.Tier;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the command line asks for.
 *
 * @param only names of scenarios with commas between them, or empty
 * @param webhooks of the storm, or 0 for the tier's
 */
record Order(Tier tier, long seed, String only, int webhooks) {

  private static final String USAGE =
      "run [--tier short|long|hours] [--seed N] [--only SCENARIO,...] [--webhooks N]";

  static Order of(List<String> words) {
    long fresh = RandomGenerator.getDefault().nextLong(1, Integer.MAX_VALUE);
    Order order = new Order(Tier.SHORT, fresh, "", 0);
    for (int i = 0; i < words.size(); i += 2) {
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(words.get(i) + " needs a value: " + USAGE);
      }
      order = order.with(words.get(i), words.get(i + 1));
    }
    return order;
  }

  private Order with(String name, String value) {
    return switch (name) {
      case "--tier" -> new Order(Tier.of(value), seed, only, webhooks);
      case "--seed" -> new Order(tier, Long.parseLong(value), only, webhooks);
      case "--only" -> new Order(tier, seed, value, webhooks);
      case "--webhooks" -> new Order(tier, seed, only, Integer.parseInt(value));
      default -> throw new IllegalArgumentException(name + " is not known: " + USAGE);
    };
  }

  int webhooksOrTiers() {
    return webhooks > 0 ? webhooks : tier.webhooks();
  }
}
