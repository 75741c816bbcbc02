package dev.holdfast.bench.rig;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A Netty server that does nothing but answer one redirect: the floor for a service on Netty, on the transport that the
 * services prefer too. A program of its own; arguments are its port and the target.
 */
public final class NettyConstant {
    private NettyConstant() {}

    /** Starts it with the settings of a service's JVM. */
    public static Child start(Rig rig, String name, int port, String target) {
        return rig.child(name, rig.java(NettyConstant.class, Integer.toString(port), target), port);
    }

    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        String target = arguments[1];
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport());
        new ServerBootstrap()
                .group(group)
                .channel(channel())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new Answer(target));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    private static IoHandlerFactory transport() {
        if (IoUring.isAvailable()) {
            return IoUringIoHandler.newFactory();
        }
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private static Class<? extends ServerChannel> channel() {
        if (IoUring.isAvailable()) {
            return IoUringServerSocketChannel.class;
        }
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private static final class Answer extends ChannelInboundHandlerAdapter {
        private final String target;

        Answer(String target) {
            this.target = target;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                context.write(redirect());
            }
            ReferenceCountUtil.release(message);
        }

        private DefaultFullHttpResponse redirect() {
            DefaultFullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FOUND, Unpooled.EMPTY_BUFFER);
            response.headers()
                    .set(HttpHeaderNames.LOCATION, target)
                    .set(HttpHeaderNames.CACHE_CONTROL, "private, no-store")
                    .set(HttpHeaderNames.CONTENT_LENGTH, "0");
            return response;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
