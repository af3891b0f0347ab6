package com.livemargs.whatsapp.simulator.settings;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/simulator/behaviour")
class BehaviourController {

  private final CurrentBehaviour current;

  BehaviourController(CurrentBehaviour current) {
    this.current = current;
  }

  @GetMapping
  Behaviour show() {
    return current.get();
  }

  @PatchMapping
  Behaviour change(@RequestBody ObjectNode changes) {
    return current.change(changes);
  }

  @DeleteMapping
  Behaviour reset() {
    return current.reset();
  }
}
