package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.context.ServiceLogger;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service its error responses: problem+json, unless the service has an {@link ErrorFormat} of its own. */
@AutoConfiguration
public class ProblemAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ErrorFormat errorFormat() {
        return new ProblemJsonFormat();
    }

    @Bean
    ProblemExceptionHandler problemExceptionHandler(
            ObjectProvider<ProblemMapping> own, ErrorFormat format, JsonMapper json, Environment environment) {
        Logger log = ServiceLogger.of(environment, ProblemExceptionHandler.class);
        List<ProblemMapping> mappings = new ArrayList<>(own.orderedStream().toList());
        mappings.add(new WebFluxProblemMapping(log));
        return new ProblemExceptionHandler(mappings, format, json, log);
    }

    @Bean
    @ConditionalOnMissingBean
    UnreadableRequestResponder unreadableRequestResponder(
            ErrorFormat format, JsonMapper json, Environment environment) {
        Logger log = ServiceLogger.of(environment, UnreadableRequestResponder.class);
        return new UnreadableRequestResponder(format, json, log, type -> {});
    }

    /** Also for the management port, whose server finds this bean, too. */
    @Bean
    NettyServerCustomizer unreadableRequests(UnreadableRequestResponder responder) {
        return server -> server.doOnChannelInit((observer, channel, address) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "minerstack.unreadable", responder));
    }
}
