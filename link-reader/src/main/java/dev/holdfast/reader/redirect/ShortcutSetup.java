package dev.holdfast.reader.redirect;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every connection its {@link Shortcut}; those of HTTP/2 have none. */
@Singleton
final class ShortcutSetup implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private static final Logger LOG = LoggerFactory.getLogger(ShortcutSetup.class);

    private final BeanProvider<Shortcut.Services> services;
    private final AtomicBoolean told = new AtomicBoolean();

    ShortcutSetup(BeanProvider<Shortcut.Services> services) {
        this.services = services;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer(null));
        return event.getBean();
    }

    private void extend(ChannelPipeline pipeline) {
        if (pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC) == null
                || pipeline.get(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND) == null) {
            if (told.compareAndSet(false, true)) {
                LOG.error(
                        "Connections are not built as this reader knows them: {}. Every redirect goes through the"
                                + " framework and costs more. Run the reader with the libraries it was built with.",
                        pipeline.names());
            }
            return;
        }
        FrameworksTurn framework = new FrameworksTurn();
        pipeline.addBefore(
                ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                "shortcut",
                services.get().shortcut(framework));
        pipeline.addBefore(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND, "frameworks-turn", framework);
    }

    private final class Customizer implements NettyServerCustomizer {
        private final @Nullable Channel connection;

        Customizer(@Nullable Channel connection) {
            this.connection = connection;
        }

        @Override
        public NettyServerCustomizer specializeForChannel(Channel opened, ChannelRole role) {
            return new Customizer(role == ChannelRole.CONNECTION ? opened : null);
        }

        /** Of a connection this is told when it speaks HTTP/1. */
        @Override
        public void onStreamPipelineBuilt() {
            if (connection != null) {
                extend(connection.pipeline());
            }
        }
    }
}
