package com.livemargs.whatsapp.simulator.rules;

/** Products and catalogues. */
final class CommerceRules {

  void check(String type, Form interactive, Form action) {
    switch (type) {
      case "product" -> product(interactive, action);
      case "product_list" -> productList(interactive, action);
      default -> action.oneOf("name", "catalog_message");
    }
  }

  private static void product(Form interactive, Form action) {
    interactive.absent("header", "a single product brings its own.");
    action.text("catalog_id", 1, 256);
    action.text("product_retailer_id", 1, 256);
  }

  private static void productList(Form interactive, Form action) {
    interactive.required("header");
    action.text("catalog_id", 1, 256);
    var sections = action.list("sections", 1, 10);
    int products = 0;
    for (Form section : sections) {
      if (sections.size() > 1) {
        section.required("title");
      }
      section.optionalText("title", 1, 24);
      for (Form item : section.list("product_items", 1, 30)) {
        item.text("product_retailer_id", 1, 256);
        products++;
      }
    }
    if (products > 30) {
      action.fail("Total product count exceeds the limit of 30.");
    }
  }
}
