package com.livemargs.whatsapp.events.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Says by the environment's name which value cannot be read as what it should be, such as a number.
 * Boot's own words name the property and end with "update your configuration".
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableSettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::(.*))?}");

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    if (cause.getProperty() == null || findCause(cause, InvalidSettingException.class) != null) {
      return null;
    }
    Matcher variable = VARIABLE.matcher(String.valueOf(cause.getProperty().getValue()));
    if (variable.matches()) {
      return analysis(variable.group(1), instead(variable.group(2)), cause);
    }
    // Some names, SERVER_PORT among them, are Boot's own and reach a property past our files.
    return cause.getProperty().getOrigin() instanceof PropertySourceOrigin origin
            && origin.getPropertySource() instanceof SystemEnvironmentPropertySource
        ? analysis(origin.getPropertyName(), "", cause)
        : null;
  }

  private static FailureAnalysis analysis(String variable, String instead, BindException cause) {
    Class<?> type = cause.getTarget().getType().resolve(Object.class);
    String fix = "Set it to " + kind(type) + instead + ".";
    return new FailureAnalysis("%s is not %s. %s".formatted(variable, kind(type), fix), fix, cause);
  }

  private static String kind(Class<?> type) {
    if (type == Duration.class) {
      return "a duration such as 30s or PT30S";
    }
    if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
      return "a whole number within range";
    }
    return type == boolean.class ? "true or false" : "readable as " + type.getSimpleName();
  }

  private static String instead(@Nullable String byDefault) {
    return byDefault == null || byDefault.isEmpty() ? "" : ", or leave it out for " + byDefault;
  }
}
