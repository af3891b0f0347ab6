package com.livemargs.whatsapp.simulator.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the twin behaves right now; read and changed at {@code /simulator/behaviour}.
 *
 * @param window what a free-form message outside the 24-hour window gets
 * @param waIdRules whether Brazilian and Mexican numbers get another {@code wa_id} than was sent to
 * @param prependCountryCode whether a {@code to} without {@code +} gets the business's country code
 * @param allowedRecipients a test number's list, digits; empty allows all
 * @param undeliverable numbers or ids that are not on WhatsApp: a {@code failed} status with 131026
 *     follows
 * @param pairLimit whether one message in 6 s per recipient, bursts of 45, is enforced
 * @param throughput messages a second over which 130429 is answered; 0 is no limit
 * @param knownMediaOnly whether a media id must have been uploaded here
 * @param copies how often each webhook is delivered
 * @param disorder webhooks are held back by a random time up to this; zero keeps each conversation
 *     in order
 * @param mediaUrls whether webhooks carry the media's {@code url}
 * @param mediaUrlLifetime how long a media URL works
 * @param statuses what follows each accepted send
 */
public record Behaviour(
    @DefaultValue("off") Window window,
    @DefaultValue("true") boolean waIdRules,
    @DefaultValue("true") boolean prependCountryCode,
    @DefaultValue List<String> allowedRecipients,
    @DefaultValue List<String> undeliverable,
    @DefaultValue("false") boolean pairLimit,
    @DefaultValue("0") int throughput,
    @DefaultValue("true") boolean knownMediaOnly,
    @DefaultValue("1") int copies,
    @DefaultValue("0s") Duration disorder,
    @DefaultValue("true") boolean mediaUrls,
    @DefaultValue("5m") Duration mediaUrlLifetime,
    @DefaultValue StatusPlan statuses) {}
