package com.livemargs.whatsapp.media.outage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long fetching pauses while no files come.
 *
 * @param firstPause before the first try; it doubles with each that fails, up to a minute
 */
@ConfigurationProperties("whatsapp.media.outage")
record OutageSettings(@DefaultValue("1s") Duration firstPause) {}
