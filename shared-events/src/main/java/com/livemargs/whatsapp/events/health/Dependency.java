package com.livemargs.whatsapp.events.health;

import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * A server that this service depends on; declared as a bean.
 *
 * @param name such as {@code kafka}; two of one name are one dependency
 * @param check completes with what a person may want to know, fails when it does not work
 */
public record Dependency(String name, Mono<Map<String, Object>> check) {}
