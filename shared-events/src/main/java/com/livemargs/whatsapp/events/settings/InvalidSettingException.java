package com.livemargs.whatsapp.events.settings;

/**
 * A setting that stops the start. Its parts name the variable, the problem and the fix, never the
 * value.
 */
public final class InvalidSettingException extends RuntimeException {

  private final String variable;
  private final String fix;

  /**
   * A refusal.
   *
   * @param variable as it is called in the environment, such as {@code WHATSAPP_APP_SECRET}
   * @param problem what is wrong, without the value
   * @param fix what to do
   */
  public InvalidSettingException(String variable, String problem, String fix) {
    super(variable + " " + problem + ". " + fix);
    this.variable = variable;
    this.fix = fix;
  }

  /** The variable to set. */
  public String variable() {
    return variable;
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }
}
