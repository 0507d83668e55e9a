package io.minerstack.memory.conversationkey;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Registers the {@link ConversationKeyArgumentResolver}. */
@Configuration(proxyBeanMethods = false)
class ConversationKeyConfiguration implements WebFluxConfigurer {

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new ConversationKeyArgumentResolver());
    }
}
