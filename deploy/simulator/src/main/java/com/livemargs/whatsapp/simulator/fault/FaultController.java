package com.livemargs.whatsapp.simulator.fault;

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
@RequestMapping("/simulator/faults")
class FaultController {

  private final FaultQueue<SendFault> sends;
  private final FaultQueue<MediaFault> media;

  FaultController(FaultQueue<SendFault> sends, FaultQueue<MediaFault> media) {
    this.sends = sends;
    this.media = media;
  }

  /** All that is still to go wrong. */
  record Waiting(List<SendFault> sends, List<MediaFault> media) {}

  @GetMapping
  Waiting show() {
    return new Waiting(sends.all(), media.all());
  }

  @PostMapping("/sends")
  Waiting addForSends(@RequestBody SendFault fault) {
    sends.add(fault);
    return show();
  }

  @PostMapping("/media")
  Waiting addForMedia(@RequestBody MediaFault fault) {
    media.add(fault);
    return show();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear() {
    sends.clear();
    media.clear();
  }
}
