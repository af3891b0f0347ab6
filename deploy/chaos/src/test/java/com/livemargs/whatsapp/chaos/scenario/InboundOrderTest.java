package com.livemargs.whatsapp.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InboundOrderTest {

  private static Verdict judge(Tier tier, int conversations, int fewest, int inversions) {
    return new InboundOrder(tier, conversations, fewest, inversions, 0, 0).judge();
  }

  @Test
  void orderOfAThousandConversationsOfFiftyIsKept() {
    Verdict verdict = judge(Tier.LONG, 1_000, 50, 0);
    assertThat(verdict.finding()).isEqualTo(Finding.KEPT);
    assertThat(verdict.figures())
        .containsEntry("conversations", 1_000)
        .containsEntry("fewest messages of one", 50);
  }

  @Test
  void fewerConversationsOrMessagesShowNothing() {
    assertThat(judge(Tier.LONG, 999, 50, 0).finding()).isEqualTo(Finding.NOT_TESTED);
    assertThat(judge(Tier.HOURS, 1_000, 49, 0).finding()).isEqualTo(Finding.NOT_TESTED);
  }

  @Test
  void shortTierSaysThatItIsScaled() {
    Verdict verdict = judge(Tier.SHORT, 400, 12, 0);
    assertThat(verdict.finding()).isEqualTo(Finding.KEPT);
    assertThat(verdict.figures())
        .containsEntry("conversations", "400, scaled from 1000")
        .containsEntry("fewest messages of one", "12, scaled from 50");
  }

  @Test
  void oneInversionBreaksItHoweverFewThereAre() {
    assertThat(judge(Tier.LONG, 10, 1, 1).finding()).isEqualTo(Finding.BROKEN);
  }
}
