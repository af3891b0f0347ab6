package com.livemargs.whatsapp.simulator.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A multipart body, read whole. */
public record MultipartForm(Map<String, String> fields, Map<String, File> files) {

  /** One file of a form. */
  public record File(@Nullable String name, Optional<String> mimeType, byte[] content) {}

  /** Reads all parts; files longer than the limit end in an error. */
  public static Mono<MultipartForm> read(ServerWebExchange exchange, int mostBytes) {
    var empty = new MultipartForm(new LinkedHashMap<>(), new LinkedHashMap<>());
    return exchange
        .getMultipartData()
        .flatMapIterable(parts -> parts.toSingleValueMap().values())
        .concatMap(part -> empty.add(part, mostBytes))
        .then(Mono.just(empty));
  }

  private Mono<Void> add(Part part, int mostBytes) {
    if (part instanceof FormFieldPart field) {
      fields.put(field.name(), field.value());
      return Mono.empty();
    }
    return DataBufferUtils.join(part.content(), mostBytes)
        .map(MultipartForm::bytes)
        .defaultIfEmpty(new byte[0])
        .doOnNext(content -> files.put(part.name(), file(part, content)))
        .then();
  }

  private static File file(Part part, byte[] content) {
    String name = part instanceof FilePart file ? file.filename() : null;
    MediaType type = part.headers().getContentType();
    return new File(name, Optional.ofNullable(type).map(MediaType::toString), content);
  }

  /** Copies a buffer and gives it back. */
  public static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  /** A field's value. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** A file by the name of its part. */
  public Optional<File> file(String name) {
    return Optional.ofNullable(files.get(name));
  }
}
