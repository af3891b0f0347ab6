package com.livemargs.whatsapp.load.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The ceiling at the door: Netty alone, which checks the signature and answers 200 once the body is
 * acknowledged by Kafka, as durable as ours. Without a broker it answers at once: the ceiling of
 * the generator.
 */
public final class BareDoor {

  private static final int LARGEST_BODY = 4 << 20;

  private BareDoor() {}

  /** The process: port, secret, and broker and topic or nothing. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Producer<String, byte[]> producer = arguments.length > 2 ? producer(arguments[2]) : null;
    String topic = arguments.length > 3 ? arguments[3] : "";
    var loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(new Pipeline(arguments[1], producer, topic))
        .bind("127.0.0.1", port)
        .sync()
        .channel()
        .closeFuture()
        .sync();
  }

  static Producer<String, byte[]> producer(String bootstrapServers) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            0,
            "batch.size",
            64 << 10,
            "compression.type",
            "lz4");
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {

    private final SecretKeySpec key;
    private final @Nullable Producer<String, byte[]> producer;
    private final String topic;

    Pipeline(String secret, @Nullable Producer<String, byte[]> producer, String topic) {
      this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
      this.producer = producer;
      this.topic = topic;
    }

    @Override
    protected void initChannel(Channel channel) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(LARGEST_BODY))
          .addLast(new Door(mac, producer, topic));
    }
  }

  private static final class Door extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final Mac mac;
    private final @Nullable Producer<String, byte[]> producer;
    private final String topic;

    Door(Mac mac, @Nullable Producer<String, byte[]> producer, String topic) {
      this.mac = mac;
      this.producer = producer;
      this.topic = topic;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      if (producer == null) {
        answer(context, HttpResponseStatus.OK);
        return;
      }
      byte[] body = ByteBufUtil.getBytes(request.content());
      String shown = request.headers().get("X-Hub-Signature-256", "sha256=");
      byte[] signature = HexFormat.of().parseHex(shown.substring("sha256=".length()));
      if (!MessageDigest.isEqual(mac.doFinal(body), signature)) {
        answer(context, HttpResponseStatus.UNAUTHORIZED);
        return;
      }
      producer.send(
          new ProducerRecord<>(topic, null, body),
          (metadata, failure) ->
              answer(
                  context,
                  failure == null
                      ? HttpResponseStatus.OK
                      : HttpResponseStatus.SERVICE_UNAVAILABLE));
    }

    private static void answer(ChannelHandlerContext context, HttpResponseStatus status) {
      var response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
      context.writeAndFlush(response);
    }
  }
}
