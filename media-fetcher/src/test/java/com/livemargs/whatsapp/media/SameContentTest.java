package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.MediaStack.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.media.file.IncomingFile;
import com.livemargs.whatsapp.media.file.Reference;
import com.livemargs.whatsapp.media.file.StoredFile;
import com.livemargs.whatsapp.media.file.StoredFiles;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

class SameContentTest extends MediaTest {

  private static final int ROUNDS = 300;
  private static final int AT_ONCE = 8;

  private final StoredFiles files = stack.instance.context().getBean(StoredFiles.class);

  /** The window of a race between first inserts is microseconds wide: hence so many rounds. */
  @Test
  void newContentThatComesManyTimesAtOnceIsKeptEveryTime() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = Bodies.text(unique("words"));

      List<StoredFile> kept =
          Flux.range(0, AT_ONCE).flatMap(one -> keep(body)).collectList().block(SOON);

      assertThat(kept)
          .hasSize(AT_ONCE)
          .allSatisfy(file -> assertThat(file.sha256()).isEqualTo(Bodies.hex(body)));
    }
  }

  private Mono<StoredFile> keep(byte[] body) {
    Reference reference = new Reference(unique("wamid"), unique("media"), "document", null, null);
    return files
        .open()
        .flatMap(
            file ->
                Mono.fromCallable(() -> written(file, body))
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(sha256 -> files.keep(file, sha256, reference)))
        .retryWhen(Retry.max(20).filter(SameContentTest::gotNoConnection));
  }

  // A machine that is busy may open no connection in time, which is another matter.
  private static boolean gotNoConnection(Throwable failure) {
    return failure instanceof DataAccessResourceFailureException;
  }

  private static byte[] written(IncomingFile file, byte[] body) throws Exception {
    file.append(ByteBuffer.wrap(body));
    return file.seal();
  }
}
