package com.livemargs.whatsapp.persistence.mongo;

import com.livemargs.whatsapp.persistence.expiry.Expiry;
import com.mongodb.client.model.Filters;
import com.mongodb.client.result.DeleteResult;
import java.time.Instant;
import java.util.Date;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does what the TTL index does: the in-process stand-in takes the index and never deletes by it.
 * Before that it looks after the indexes.
 */
public final class MongoExpiry implements Expiry {

  private final MongoHouse house;

  public MongoExpiry(MongoHouse house) {
    this.house = house;
  }

  @Override
  public Mono<Long> delete(Instant now) {
    return house
        .renewed()
        .thenMany(Flux.fromIterable(house.expiring()))
        .concatMap(each -> each.deleteMany(Filters.lte("expiresAt", Date.from(now))))
        .map(DeleteResult::getDeletedCount)
        .reduce(0L, Long::sum);
  }
}
