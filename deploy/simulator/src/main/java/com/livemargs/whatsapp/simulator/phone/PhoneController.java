package com.livemargs.whatsapp.simulator.phone;

import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.customer.Customers;
import com.livemargs.whatsapp.simulator.phone.Conversations.Bubble;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PhoneController {

  private final Customers customers;
  private final Conversations conversations;

  PhoneController(Customers customers, Conversations conversations) {
    this.customers = customers;
    this.conversations = conversations;
  }

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  Resource page() {
    return new ClassPathResource("simulator/phone.html");
  }

  @GetMapping("/simulator/customers")
  List<Customer> customers() {
    return customers.all();
  }

  @GetMapping("/simulator/customers/{customer}/conversation")
  List<Bubble> conversation(@PathVariable String customer) {
    String key = customer.startsWith("+") ? customer.substring(1) : customer;
    return conversations.of(customers.find(key).map(Customer::key).orElse(key));
  }
}
