package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.workload.Door;
import com.livemargs.whatsapp.chaos.workload.Payloads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Without any fault: what is broken here is the harness, and only that is a verdict. */
public final class Smoke implements Scenario {

  private static final int MESSAGES = 20;

  @Override
  public String name() {
    return "smoke";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P1);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    Door door = new Door(trial.cluster());
    int taken = 0;
    for (int i = 0; i < MESSAGES; i++) {
      String id = Payloads.wamid("smoke" + i);
      byte[] body =
          Payloads.webhook(Payloads.text("4915550100001", id, 1_780_000_000L + i, "" + i));
      taken += door.deliver(body) ? 1 : 0;
    }
    Wait.until(Duration.ofSeconds(60), () -> stored(trial) >= MESSAGES);
    return judge(taken, stored(trial));
  }

  // Nothing happened that the promise is about, so nothing is said of it when all went well.
  static List<Verdict> judge(int taken, int stored) {
    if (taken == MESSAGES && stored >= MESSAGES) {
      return List.of();
    }
    return List.of(
        Verdict.of(
            Promise.P1,
            "twenty webhooks without a fault",
            Finding.BROKEN,
            "answered 200",
            taken,
            "stored",
            stored));
  }

  private static int stored(Trial trial) {
    try (Connection connection = DriverManager.getConnection(trial.cluster().jdbcUrl());
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "select count(*) from whatsapp_messages where phone_number = '+4915550100001'")) {
      return rows.next() ? rows.getInt(1) : 0;
    } catch (SQLException notYet) {
      return 0;
    }
  }
}
