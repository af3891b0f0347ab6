package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.wire.MultipartForm;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@RestController
@RequestMapping("/simulator/customers")
class CustomerController {

  private final CustomerDesk desk;
  private final CustomerForm forms;
  private final int mostBytes;

  CustomerController(CustomerDesk desk, CustomerForm forms, SimulatorProperties settings) {
    this.desk = desk;
    this.forms = forms;
    this.mostBytes = settings.limits().fileBytes();
  }

  @PostMapping(path = "/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Receipt> send(
      @RequestBody CustomerMessage message, @RequestParam(defaultValue = "false") boolean wait) {
    return Receipt.of(desk.send(List.of(message)), wait);
  }

  @PostMapping(path = "/messages", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  Mono<Receipt> sendFile(
      ServerWebExchange exchange, @RequestParam(defaultValue = "false") boolean wait) {
    return MultipartForm.read(exchange, mostBytes)
        .publishOn(Schedulers.boundedElastic())
        .map(forms::message)
        .flatMap(message -> Receipt.of(desk.send(List.of(message)), wait));
  }

  @PostMapping("/batch")
  Mono<Receipt> batch(
      @RequestBody List<CustomerMessage> messages,
      @RequestParam(defaultValue = "false") boolean wait) {
    return Receipt.of(desk.send(messages), wait);
  }
}
