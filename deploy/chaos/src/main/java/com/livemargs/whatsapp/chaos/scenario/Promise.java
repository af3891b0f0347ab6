package com.livemargs.whatsapp.chaos.scenario;

/** What the product promises, as numbered in its documents. */
public enum Promise {
  P1("a webhook answered 200 is never lost"),
  P2("without brokers the webhook is answered 503 at once, and all is there after their return"),
  P3("each message is stored once, in both stores"),
  P4("a status never moves backwards, whatever the order"),
  P5("a status that comes before its message is not lost"),
  P6("a send is accepted by Meta at most once per key, or said to be unknown"),
  P7("one attempt is one request on the wire"),
  P8("a repeated request is one send"),
  P9("a conversation keeps its order, in and out"),
  P10("one bad record holds nobody up"),
  P11("an outage makes no dead letters"),
  P12("the stores converge"),
  P13("a file arrives or is visibly missing, and never half"),
  P14("scaling and restarting lose nothing and refuse nothing"),
  P15("a wedged consumer is noticed and healed"),
  P16("a forged webhook has no effect"),
  P18("no address that a caller gives is fetched"),
  P19("malformed input is never an error of ours"),
  P20("no personal data and no secret in logs and metrics"),
  P25("customers who show only an id are customers"),
  P26("a wrong configuration does not start, and says why");

  private final String words;

  Promise(String words) {
    this.words = words;
  }

  /** The promise in a sentence. */
  public String words() {
    return words;
  }
}
