package com.livemargs.whatsapp.livekit.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Looks after rooms into which nothing was sent because nobody is there: a packet would have told
 * that the room is gone. One look for each room, however much was not sent before it.
 */
final class Confirmations implements Disposable {

  private final Set<String> awaited = ConcurrentHashMap.newKeySet();
  private final Disposable.Composite looks = Disposables.composite();

  /** Looks at this room after a while, unless that is to come anyway. */
  void await(String room, Duration after, Mono<?> look) {
    if (!awaited.add(room)) {
      return;
    }
    Disposable.Swap one = Disposables.swap();
    looks.add(one);
    one.update(
        Mono.delay(after)
            .doOnNext(due -> awaited.remove(room))
            .then(look)
            .doFinally(end -> looks.remove(one))
            .subscribe());
  }

  @Override
  public void dispose() {
    looks.dispose();
  }

  @Override
  public boolean isDisposed() {
    return looks.isDisposed();
  }
}
