package io.minerstack.testsupport.context;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Keeps Reactor Netty's global event loops when a context of a test is closed, paused or fails to start. They belong
 * to all servers and clients of the test run: those of the contexts that other tests still use, and of the fake
 * servers.
 */
public class KeptReactorResources implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (context instanceof GenericApplicationContext beans) {
            beans.registerBean(ReactorResourceFactory.class, KeptResourceFactory::new);
        }
    }

    private static final class KeptResourceFactory extends ReactorResourceFactory {

        @Override
        public void stop() {
            // called when a context is closed, and when the test framework pauses one between two test classes
        }

        @Override
        public void destroy() {
            // the resources end with the JVM
        }
    }
}
