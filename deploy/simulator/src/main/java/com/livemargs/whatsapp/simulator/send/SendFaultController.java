package com.livemargs.whatsapp.simulator.send;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/simulator/faults/sends")
class SendFaultController {

  private final SendFaults faults;

  SendFaultController(SendFaults faults) {
    this.faults = faults;
  }

  @PostMapping
  List<SendFault> add(@RequestBody SendFault fault) {
    faults.add(fault);
    return faults.all();
  }

  @GetMapping
  List<SendFault> show() {
    return faults.all();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear() {
    faults.clear();
  }
}
