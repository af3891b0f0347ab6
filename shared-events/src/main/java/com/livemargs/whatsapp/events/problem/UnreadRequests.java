package com.livemargs.whatsapp.events.problem;

import com.livemargs.whatsapp.events.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;

/**
 * Turns the web server's own refusals into problems. It makes them without a word, of what it
 * cannot read: no {@link ProblemHandler} is asked, because there is no request yet.
 */
@ChannelHandler.Sharable
public final class UnreadRequests extends ChannelOutboundHandlerAdapter
    implements ChannelPipelineConfigurer {

  @Override
  public void onChannelInit(
      ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
    channel.pipeline().addLast(this);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    context.write(message instanceof FullHttpResponse answer ? told(answer) : message, promise);
  }

  private static FullHttpResponse told(FullHttpResponse answer) {
    Problem problem = problem(answer.status().code());
    // What has a type is an answer of ours.
    if (problem == null || answer.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
      return answer;
    }
    byte[] body = Json.MAPPER.writeValueAsBytes(ProblemBody.of(problem.getBody()));
    FullHttpResponse told = answer.replace(Unpooled.wrappedBuffer(body));
    answer.release();
    told.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return told;
  }

  private static @Nullable Problem problem(int status) {
    return switch (HttpStatus.resolve(status)) {
      case BAD_REQUEST ->
          Problem.of(
              HttpStatus.BAD_REQUEST,
              "Not a request",
              "The URI or a header cannot be read as HTTP/1.1. Percent-encode what a URI may not hold, such as a space, | or a % without two hex digits.");
      case URI_TOO_LONG ->
          Problem.of(
              HttpStatus.URI_TOO_LONG,
              "URI too long",
              "The request line is longer than this server reads. Send a shorter path and query.");
      case REQUEST_HEADER_FIELDS_TOO_LARGE ->
          Problem.of(
              HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
              "Headers too large",
              "The headers are larger than this server reads. Send fewer or shorter ones; a join token is the shorter the less metadata and attributes it holds.");
      case null -> null;
      default -> null;
    };
  }
}
