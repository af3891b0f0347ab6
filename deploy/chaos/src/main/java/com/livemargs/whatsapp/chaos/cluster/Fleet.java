package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.chaos.process.Link;
import com.livemargs.whatsapp.chaos.process.PortSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The instances of our services; webhooks go round those of the ingress. */
final class Fleet {

  private final Installation installation;
  private final PortSource ports;
  private final Link door;
  private final List<Instance> instances = new CopyOnWriteArrayList<>();

  Fleet(Installation installation, PortSource ports, Link door) {
    this.installation = installation;
    this.ports = ports;
    this.door = door;
  }

  void add(Service service, int count) {
    for (int i = 0; i < count; i++) {
      add(service);
    }
  }

  /** One more, not started. */
  Instance add(Service service) {
    int number = of(service).size() + 1;
    Instance instance = new Instance(service, number, installation, ports.next(), ports.next());
    instances.add(instance);
    if (service == Service.INGRESS) {
      door.addTarget(instance.port());
    }
    return instance;
  }

  /** Forgets the newest, which nobody is led to any more. */
  Instance removeNewest(Service service) {
    Instance newest = of(service).getLast();
    door.removeTarget(newest.port());
    instances.remove(newest);
    return newest;
  }

  List<Instance> all() {
    return instances;
  }

  List<Instance> of(Service service) {
    return instances.stream().filter(instance -> instance.service() == service).toList();
  }
}
