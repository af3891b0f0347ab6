package com.livemargs.whatsapp.livekit.server;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether LiveKit is switched on: LIVEKIT_URL is set and not {@code off}. */
public final class LiveKitSwitch {

  private LiveKitSwitch() {}

  static boolean isOn(Environment environment) {
    String url = environment.getProperty("whatsapp.livekit.url", "").strip();
    return !url.isEmpty() && !url.equalsIgnoreCase("off");
  }

  /** Holds when it is on. */
  public static final class On implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isOn(context.getEnvironment());
    }
  }

  /** Holds when it is off. */
  public static final class Off implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isOn(context.getEnvironment());
    }
  }
}
