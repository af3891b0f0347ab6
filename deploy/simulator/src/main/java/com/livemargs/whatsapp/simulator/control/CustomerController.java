package com.livemargs.whatsapp.simulator.control;

import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/simulator/customers")
class CustomerController {

  private final CustomerDesk desk;

  CustomerController(CustomerDesk desk) {
    this.desk = desk;
  }

  @PostMapping("/messages")
  Mono<Receipt> send(
      @RequestBody CustomerMessage message, @RequestParam(defaultValue = "false") boolean wait) {
    return Receipt.of(desk.send(List.of(message)), wait);
  }

  @PostMapping("/batch")
  Mono<Receipt> batch(
      @RequestBody List<CustomerMessage> messages,
      @RequestParam(defaultValue = "false") boolean wait) {
    return Receipt.of(desk.send(messages), wait);
  }
}
