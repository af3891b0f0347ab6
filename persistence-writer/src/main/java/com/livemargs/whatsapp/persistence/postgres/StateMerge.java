package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.persistence.store.State;

/** {@link State#merge} in SQL: row {@code m} takes in row {@code i} or {@code excluded}. */
final class StateMerge {

  private static final String[] TIMES = {"sent_at", "delivered_at", "read_at", "played_at"};

  private final String from;

  StateMerge(String from) {
    this.from = from;
  }

  static String rank(String status) {
    return "array_position('{" + String.join(",", State.ORDER) + "}'::text[], " + status + ")";
  }

  /** The assignments. */
  String set() {
    StringBuilder set = new StringBuilder("status = " + choose(outranks(), "status"));
    for (String time : TIMES) {
      set.append(", %1$s = least(m.%1$s, %2$s.%1$s)".formatted(time, from));
    }
    for (String column : new String[] {"failed_at", "failed_reason", "error_code"}) {
      set.append(", ").append(column).append(" = ").append(choose(failsFirst(), column));
    }
    return set.toString();
  }

  /** Whether anything would change. */
  String changes() {
    StringBuilder changes = new StringBuilder(outranks());
    for (String time : TIMES) {
      changes.append(" or least(m.%1$s, %2$s.%1$s) is distinct from m.%1$s".formatted(time, from));
    }
    return "(" + changes + " or " + failsFirst() + ")";
  }

  private String outranks() {
    return rank(from + ".status") + " > " + rank("m.status");
  }

  private String failsFirst() {
    return "(%s.failed_at is not null and (m.failed_at is null or %s < %s))"
        .formatted(from, failure(from), failure("m"));
  }

  private static String failure(String row) {
    return ("(%1$s.failed_at, coalesce(%1$s.error_code, -2147483648),"
            + " coalesce(%1$s.failed_reason, '') collate \"C\")")
        .formatted(row);
  }

  private String choose(String condition, String column) {
    return "case when %s then %s.%s else m.%s end".formatted(condition, from, column, column);
  }
}
