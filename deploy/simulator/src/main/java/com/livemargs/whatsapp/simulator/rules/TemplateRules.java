package com.livemargs.whatsapp.simulator.rules;

import java.util.List;
import java.util.regex.Pattern;

/** What can be told about a template message without knowing the template. */
final class TemplateRules {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Za-z]{2,4})?");
  private static final Pattern NOT_IN_VARIABLES = Pattern.compile("[\\n\\r\\t]| {5,}");
  private static final int UNTOLD = 1024;

  private final MediaRules media;

  TemplateRules(MediaRules media) {
    this.media = media;
  }

  void check(Form form) {
    Form template = form.object("template");
    template.text("name", 1, 512);
    Form language = template.object("language");
    language.required("code");
    if (template.has("name") && !NAME.matcher(template.value("name")).matches()) {
      template.refuse(132001, "template name (" + template.value("name") + ") does not exist");
    }
    if (language.has("code") && !LANGUAGE.matcher(language.value("code")).matches()) {
      language.refuse(132001, "language (" + language.value("code") + ") does not exist");
    }
    for (Form component : template.optionalList("components", 0, 20)) {
      component(component);
    }
  }

  private void component(Form component) {
    component.oneOf("type", "header", "body", "button", "carousel", "limited_time_offer");
    switch (component.value("type")) {
      case "button" -> button(component);
      case "carousel" -> cards(component);
      default -> parameters(component);
    }
  }

  private void cards(Form carousel) {
    for (Form card : carousel.list("cards", 2, 10)) {
      card.number("card_index", 0, 9);
      for (Form component : card.list("components", 0, 20)) {
        component(component);
      }
    }
  }

  private void button(Form button) {
    button.oneOf(
        "sub_type", "url", "quick_reply", "flow", "copy_code", "catalog", "mpm", "voice_call");
    button.number("index", 0, 9);
    parameters(button);
  }

  private void parameters(Form component) {
    List<Form> parameters = component.optionalList("parameters", 0, UNTOLD);
    long named = parameters.stream().filter(p -> p.has("parameter_name")).count();
    if (named > 0 && named < parameters.size()) {
      component.refuse(132000, "Named and positional parameters cannot be mixed.");
    }
    parameters.forEach(this::parameter);
  }

  private void parameter(Form parameter) {
    parameter.required("type");
    String type = parameter.value("type");
    switch (type) {
      case "text" -> variable(parameter, "text");
      case "payload" -> parameter.text("payload", 1, 256);
      case "image", "video", "document" -> media.reference(type, parameter.object(type));
      case "currency" -> currency(parameter.object("currency"));
      case "date_time" -> parameter.object("date_time").text("fallback_value", 1, UNTOLD);
      case "coupon_code" -> parameter.text("coupon_code", 1, 20);
      case "location" -> parameter.object("location").required("latitude");
      case "action" -> parameter.object("action");
      case "product", "limited_time_offer" -> parameter.object(type);
      default -> parameter.refuse(132012, "Format mismatch, received UNKNOWN (" + type + ")");
    }
  }

  private static void currency(Form currency) {
    currency.text("fallback_value", 1, UNTOLD);
    currency.text("code", 3, 3);
    currency.required("amount_1000");
  }

  private static void variable(Form parameter, String name) {
    parameter.required(name);
    String value = parameter.value(name);
    if (value.length() > UNTOLD) {
      parameter.refuse(132005, "Translated text too long");
    }
    if (NOT_IN_VARIABLES.matcher(value).find()) {
      parameter.refuse(
          132018,
          "Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
    }
  }
}
