package com.livemargs.whatsapp.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.kafka.FailureClassifier.Failure;
import io.r2dbc.spi.R2dbcException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.NonTransientDataAccessResourceException;

class FailureClassifierTest {

  @ParameterizedTest(name = "{1} is {0}")
  @CsvSource({
    "OUTAGE, 08006",
    "OUTAGE, 25006",
    "OUTAGE, 28000",
    "OUTAGE, 28P01",
    "OUTAGE, 3D000",
    "OUTAGE, 40P01",
    "OUTAGE, 42501",
    "OUTAGE, 42P01",
    "OUTAGE, 53300",
    "OUTAGE, 57P01",
    "POISON, 22021",
    "POISON, 54000",
    "BUG, 42703",
    "BUG, 23514"
  })
  void postgresSaysWhetherARecordIsToBlame(Failure expected, String sqlState) {
    var wrapped = new NonTransientDataAccessResourceException("of Spring", refusal(sqlState));

    assertThat(FailureClassifier.COMMON.classify(wrapped)).isEqualTo(expected);
  }

  @Test
  void whatAnOperatorWithdrewIsNoFaultOfARecord() {
    var right = new CompletionException(new TopicAuthorizationException("no right to write"));
    var login = new CompletionException(new SaslAuthenticationException("no such user"));

    assertThat(FailureClassifier.COMMON.classify(right)).isEqualTo(Failure.OUTAGE);
    assertThat(FailureClassifier.COMMON.classify(login)).isEqualTo(Failure.OUTAGE);
  }

  private static R2dbcException refusal(String sqlState) {
    return new R2dbcException("refused", sqlState) {};
  }
}
