package com.livemargs.whatsapp.events.problem;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.json.JsonWriter.MemberPath;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;
import org.springframework.core.env.Environment;

/**
 * The last wall in logs that are JSON, as the pattern of the console is in logs that are text:
 * messages and stack traces lose what looks like a customer or a secret; keys and values, which are
 * ours, stand.
 */
final class LogMask implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

  // What ECS, Logstash and GELF call the words of a line and of a failure.
  private static final Set<String> WORDS =
      Set.of(
          "message",
          "stack_trace",
          "short_message",
          "full_message",
          "_error_message",
          "_error_stack_trace");

  private final Pattern hidden;

  LogMask(Environment environment) {
    hidden = Pattern.compile(environment.getProperty("whatsapp.log.hidden", "(?!)"));
  }

  @Override
  public void customize(JsonWriter.Members<ILoggingEvent> members) {
    members.applyingValueProcessor(
        ValueProcessor.of(String.class, this::mask).whenHasPath(LogMask::holdsWords));
  }

  private static boolean holdsWords(MemberPath path) {
    return WORDS.contains(String.valueOf(path.name()));
  }

  private String mask(String words) {
    return hidden.matcher(words).replaceAll("***");
  }
}
